"""Matters: the questions at issue, with who meets on them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, cast, func, select, tuple_

from db.projections.tables import claims, held_at, matter_claims, matter_titles, matters
from db.queries import cursor as cursors
from db.queries.findings import Filters, title, voices
from db.queries.short_ids import full_id
from services.domain.errors import NotFound
from services.reports.shapes import MatterRow, Page


def matter(connection: Connection, given: str) -> MatterRow:
    """The matter of this id; one that went into an older matter shows that. Raises `NotFound` or `Ambiguous`."""
    matter_id = full_id(connection, matters.c.id, given, "matter")
    while older := connection.execute(select(matters.c.merged_into).where(matters.c.id == matter_id)).scalar_one():
        matter_id = older
    row = connection.execute(_rows(None).where(matters.c.id == matter_id)).one_or_none()
    if row is None:
        raise NotFound(f"nothing is left in matter {matter_id}; `counterclaim matters list` shows those that are open")
    return _shape(row, _counts(connection, None))


def listed(connection: Connection, as_of: int | None, limit: int, cursor: str | None) -> Page[MatterRow]:
    """Matters in the order they were opened in; those of one claim, which meets none, are left out."""
    query = _rows(as_of).having(func.count() > 1).order_by(matters.c.position, matters.c.ordinal).limit(limit + 1)
    if key := cursors.decode(cursor, int, int):
        query = query.where(tuple_(matters.c.position, matters.c.ordinal) > tuple_(*key))
    counts = _counts(connection, as_of)
    rows = connection.execute(query).all()
    return cursors.page(rows, limit, lambda row: (row.position, row.ordinal), lambda row: _shape(row, counts))


def _rows(as_of: int | None) -> Select[Any]:
    said = func.coalesce(claims.c.said_at, cast(func.date(claims.c.published_at), Text))
    first, last = func.split_part(said, "/", 1), func.split_part(said, "/", -1)
    parties = func.array_remove(func.array_agg(claims.c.party.distinct()), None)
    return (
        select(
            matters.c.id, title().label("title"), matters.c.position, matters.c.ordinal, parties.label("parties"),
            func.count().label("claims"), func.min(first).label("first_said"), func.max(last).label("last_said"),
        )
        .join(matter_titles, matter_titles.c.matter_id == matters.c.id)
        .join(matter_claims, matter_claims.c.matter_id == matters.c.id)
        .join(claims, claims.c.id == matter_claims.c.claim_id)
        .where(*(held_at(table, as_of) for table in (matters, matter_titles, matter_claims, claims)))
        .group_by(matters.c.id, matter_titles.c.title)
    )


def _counts(connection: Connection, as_of: int | None) -> Counter[tuple[str, str]]:
    found = voices(Filters(as_of=as_of)).subquery()
    query = (
        select(found.c.matter_id, found.c.relation, func.count()).where(found.c.again == 1)
        .group_by(found.c.matter_id, found.c.relation)
    )
    return Counter({(row[0], row[1]): row[2] for row in connection.execute(query)})


def _shape(row: Row[Any], counts: Counter[tuple[str, str]]) -> MatterRow:
    return MatterRow(
        row.id, row.title, tuple(row.parties), row.claims, counts[row.id, "contradiction"],
        counts[row.id, "agreement"], row.first_said, row.last_said,
    )
