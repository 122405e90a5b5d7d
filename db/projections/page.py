"""A page of the log, sorted by what its events say; and the writes that every projection makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, Generic, TypeVar, get_args

import msgspec
from sqlalchemy import JSON as JSON_VALUE
from sqlalchemy import (
    Column,
    Connection,
    Table,
    TableValuedAlias,
    Text,
    bindparam,
    func,
    update,
)
from sqlalchemy import cast as cast_to

from db.projections.columns import Rows, arrays, insertion
from services.domain.events import (
    ArticleSubmitted,
    ArticleWithdrawn,
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
    withdrawn: list[At[ArticleWithdrawn]]
    organising: list[At[Organising]]


def sorted_page(records: Sequence[RecordedEvent]) -> Page:
    """`records`, in order of position, by type."""
    by: defaultdict[type, list[At[Any]]] = defaultdict(list)
    for record in records:
        by[type(record.event)].append(At(record.event, record))
    organising = chain.from_iterable(by[kind] for kind in get_args(Organising))
    return Page(
        by[ArticleSubmitted], by[ClaimsExtracted], by[ContradictionsFound], by[VerdictRecorded], by[ArticleWithdrawn],
        sorted(organising, key=lambda at: at.position),
    )


def put(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert all of `rows`, which have the same keys, by one statement."""
    if rows:
        connection.execute(insertion(table, tuple(rows[0])), arrays(table, rows))


def change(connection: Connection, table: Table, key: str, rows: Rows) -> None:
    """Update the rows of `table` that each of `rows` names by `key`, with its other values, by one statement; all have
    the same keys, and of two that name one row the later counts."""
    if not rows:
        return
    given = _given(table, tuple(rows[0]))
    values = {name: given.c[name] for name in rows[0] if name != key}
    statement = update(table).where(table.c[key] == given.c[key]).values(values)
    connection.execute(statement, _bound(list({row[key]: row for row in rows}.values())))


def supersede(connection: Connection, table: Table, key: str, ends: dict[str, int]) -> None:
    """End the rows of `table` whose `key` is in `ends`, which came in before the position given and held until then."""
    if not ends:
        return
    given = _given(table, (key, "superseded"))
    end = given.c.superseded
    held = table.c.superseded.is_(None) | (table.c.superseded > end)
    statement = (
        update(table).where(table.c[key] == given.c[key], table.c.position < end, held).values(superseded=end)
    )
    connection.execute(statement, _bound([{key: name, "superseded": position} for name, position in ends.items()]))


@cache
def _given(table: Table, names: tuple[str, ...]) -> TableValuedAlias:
    """Rows that travel as one JSON value, so that a page of any length is one statement, planned once."""
    columns = [Column(name, table.c[name].type) for name in names]
    rows = cast_to(bindparam("given_rows", type_=Text()), JSON_VALUE)
    return func.json_to_recordset(rows).table_valued(*columns, name="given").render_derived(with_types=True)


def _bound(rows: Rows) -> dict[str, str]:
    return {"given_rows": msgspec.json.encode(rows).decode()}
