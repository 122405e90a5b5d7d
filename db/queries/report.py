"""The report: who contradicts whom, as of a position of the log."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, desc, func, select

from db.projections.tables import articles, checkpoint, claims, held_at, verdicts
from db.queries import findings as finding_queries
from db.queries.findings import Filters
from db.tables import events
from services.reports.shapes import PairCell, Report


def report(connection: Connection, filters: Filters, limit: int) -> Report:
    """Contradictions, agreements and self-reversals, the most useful first: what an analyst confirmed, then by score.

    What an analyst rejected is left out. At most `limit` of each are listed; the matrix counts all.
    """
    position = connection.execute(select(checkpoint.c.position)).scalar_one()
    as_of = position if filters.as_of is None else min(filters.as_of, position)
    filters = finding_queries.full_filters(
        connection, Filters(None, filters.parties, filters.kind, filters.matter, filters.article, as_of)
    )
    rows = _ranked(connection, filters)
    reversals = [row for row in rows if row.relation == "contradiction" and _one_party(row)]
    contradictions = [row for row in rows if row.relation == "contradiction" and not _one_party(row)]
    agreements = [row for row in rows if row.relation == "agreement"]
    shown = [*contradictions[:limit], *agreements[:limit], *reversals[:limit]]
    shaped = {row.id: row for row in finding_queries.shapes(connection, shown, as_of)}
    names = _names(connection, as_of)
    return Report(
        as_of_position=as_of, as_of_time=_time(connection, as_of),
        parties=tuple(sorted({names[p] for row in [*contradictions, *agreements] for p in _sides(row)})),
        filters=_described(filters), matrix=_matrix([*contradictions, *agreements], names),
        contradictions=tuple(shaped[row.id] for row in contradictions[:limit]),
        agreements=tuple(shaped[row.id] for row in agreements[:limit]),
        self_reversals=tuple(shaped[row.id] for row in reversals[:limit]),
        articles=_count(connection, articles, as_of), claims=_count(connection, claims, as_of),
    )


def _ranked(connection: Connection, filters: Filters) -> Sequence[Row[Any]]:
    found = finding_queries.voices(filters).subquery()
    latest = (
        select(verdicts.c.judgement)
        .where(verdicts.c.finding_id == found.c.id, verdicts.c.position <= filters.as_of)
        .order_by(verdicts.c.position.desc()).limit(1).scalar_subquery()
    )
    query = (
        select(found).where(found.c.again == 1, func.coalesce(latest, "") != "rejected")
        .order_by(case((latest == "confirmed", 0), else_=1), desc(found.c.score), found.c.id)
    )
    return connection.execute(query).all()


def _one_party(row: Row[Any]) -> bool:
    return row.kind == "self_reversal" or (row.a_party is not None and row.a_party == row.b_party)


def _sides(row: Row[Any]) -> list[str]:
    return [party for party in (row.a_party, row.b_party) if party is not None]


def _matrix(rows: Sequence[Row[Any]], names: dict[str, str]) -> tuple[PairCell, ...]:
    kinds: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    agreements: Counter[tuple[str, str]] = Counter()
    for row in rows:
        sides = sorted({names[party] for party in _sides(row)})
        if len(sides) == 2:
            pair = (sides[0], sides[1])
            if row.relation == "contradiction":
                kinds[pair][row.kind] += 1
            else:
                agreements[pair] += 1
    return tuple(
        PairCell(*pair, kinds[pair].total(), agreements[pair], dict(kinds[pair]))
        for pair in sorted(kinds.keys() | agreements.keys())
    )


def _names(connection: Connection, as_of: int) -> dict[str, str]:
    """Parties as most claims write them, by their name in lower case."""
    key = func.lower(claims.c.party)
    query = (
        select(key, func.mode().within_group(claims.c.party))
        .where(claims.c.party.is_not(None), held_at(claims, as_of)).group_by(key)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _time(connection: Connection, position: int) -> datetime | None:
    before = events.c.position <= position
    query = select(events.c.recorded_at).where(before).order_by(events.c.position.desc()).limit(1)
    found: datetime | None = connection.execute(query).scalar_one_or_none()
    return found


def _count(connection: Connection, table: Any, as_of: int) -> int:
    counted = table.c.copy_of.is_(None) if table is claims else table.c.withdrawn.is_(None)
    query = select(func.count()).select_from(table).where(held_at(table, as_of), counted)
    return int(connection.execute(query).scalar_one())


def _described(filters: Filters) -> dict[str, str]:
    given = {"parties": ", ".join(filters.parties), "kind": filters.kind, "matter": filters.matter}
    return {name: value for name, value in given.items() if value}
