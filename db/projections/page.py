"""A page of the log, sorted by what its events say; and the writes that every projection makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import BindParameter, Connection, Table, bindparam, insert, update

from services.domain.events import (
    ArticleSubmitted,
    ClaimsExtracted,
    ContradictionsFound,
    MatterRenamed,
    MattersMerged,
    MatterSplit,
    RecordedEvent,
    VerdictRecorded,
)

Organising = ContradictionsFound | MattersMerged | MatterSplit | MatterRenamed
E = TypeVar("E")
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class At(Generic[E]):
    """An event and its place in the log."""

    event: E
    record: RecordedEvent

    @property
    def position(self) -> int:
        """The event's position."""
        return self.record.position


@dataclass(frozen=True, slots=True)
class Page:
    """Events by type, each in order of position."""

    submitted: list[At[ArticleSubmitted]]
    extracted: list[At[ClaimsExtracted]]
    found: list[At[ContradictionsFound]]
    judged: list[At[VerdictRecorded]]
    organising: list[At[Organising]]


def sorted_page(records: Sequence[RecordedEvent]) -> Page:
    """`records`, in order of position, by type."""
    return Page(
        _of(records, ArticleSubmitted), _of(records, ClaimsExtracted), _of(records, ContradictionsFound),
        _of(records, VerdictRecorded), [At(r.event, r) for r in records if isinstance(r.event, Organising)],
    )


def _of(records: Sequence[RecordedEvent], kind: type[E]) -> list[At[E]]:
    return [At(cast(E, r.event), r) for r in records if isinstance(r.event, kind)]


def put(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert all of `rows`."""
    if rows:
        connection.execute(insert(table), rows)


def change(connection: Connection, table: Table, key: str, rows: Rows) -> None:
    """Update the rows of `table` that each of `rows` names by `key`, with its other values; all have the same keys."""
    if not rows:
        return
    fields: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in rows[0] if name != key}
    statement = update(table).where(table.c[key] == bindparam("old_key")).values(fields)
    connection.execute(statement, [
        {"old_key": row[key], **{f"new_{name}": row[name] for name in fields}} for row in rows
    ])


def supersede(connection: Connection, table: Table, key: str, ends: dict[str, int]) -> None:
    """End the rows of `table` whose `key` is in `ends`, which came in before the position given and held until then."""
    if not ends:
        return
    end: BindParameter[int] = bindparam("end")
    held = table.c.superseded.is_(None) | (table.c.superseded > end)
    statement = (
        update(table).where(table.c[key] == bindparam("old_key"), table.c.position < end, held).values(superseded=end)
    )
    connection.execute(statement, [{"old_key": name, "end": position} for name, position in ends.items()])
