"""Work to be done: leased, answered, tried again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.domain.events import NewEvent


@dataclass(frozen=True, slots=True)
class Lease:
    """A job taken by a worker: fenced by `attempt` and `taken_at`, which the finish must still find."""

    job_id: str
    consumer: str
    event_id: str
    attempt: int
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What a leased job came to: the events that follow on its cause, after so many seconds of work."""

    lease: Lease
    events: Sequence[NewEvent]
    seconds: float


class Jobs(Protocol):
    """Work that lives in PostgreSQL; the broker only rings."""

    def take(self, job_id: str) -> Lease | None:
        """Lease a pending or expired job, or None: already taken or done (a duplicate delivery)."""
        ...

    def finish(self, lease: Lease) -> None:
        """Mark done in the current transaction. Raises `ConcurrencyConflict` where the lease was lost."""
        ...

    def fail(self, lease: Lease, error: str, *, final: bool = False) -> None:
        """Record the error: retry later with backoff, or the failed list when attempts are spent or `final`."""
        ...

    def give_back(self, leases: Sequence[Lease], why: str | None, *, wait_s: float = 0.0) -> set[str]:
        """Put jobs back without counting the attempt; the ids of those that went back."""
        ...

    def retry(self, ids: Sequence[str] | None = None) -> int:
        """Put failed jobs (None: all) back in the queue with all their attempts; how many."""
        ...
