"""The event log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from services.domain.events import NewEvent, RecordedEvent


class EventLog(Protocol):
    """Append and read events."""

    def append(self, events: Sequence[NewEvent], *, expected: dict[str, int] | None = None) -> list[RecordedEvent]:
        """Append in one statement. `expected` maps stream to the version it must be at (0: new).

        A repeated event id gives back the first result. Raises `ConcurrencyConflict`.
        """
        ...

    def stream(self, stream: str) -> list[RecordedEvent]: ...

    def event(self, event_id: str) -> RecordedEvent: ...

    def read(self, after: int, limit: int = 500) -> list[RecordedEvent]:
        """Final events only (up to the high-water mark), in order of position."""
        ...
