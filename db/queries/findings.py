"""Findings: contradictions and agreements with both claims, one for each pair of voices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, case, desc, func, or_, select

from db.projections.tables import claims, findings, held_at, matter_claims, matter_titles, matters, verdicts
from db.queries import claims as claim_queries
from db.queries import cursor as cursors
from db.queries.articles import known_id
from db.queries.copies import copies
from db.queries.short_ids import full_id
from services.domain.codec import decode_signals
from services.domain.contradiction import Judgement, Kind, Relation
from services.reports.shapes import ClaimRow, FindingRow, Page, VerdictRow

_A, _B = claims.alias("a"), claims.alias("b")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which findings are asked for; `parties`: one on either side, or both sides among them."""

    relation: str | None = None
    parties: Sequence[str] = field(default=())
    kind: str | None = None
    matter: str | None = None
    article: str | None = None
    as_of: int | None = None


def title() -> Any:
    """A matter's title; where its words were withdrawn, what was first said on it of all that is left."""
    said, member = claims.alias("said"), matter_claims.alias("member")
    first = (
        select(func.left(said.c.text, 80)).join(member, member.c.claim_id == said.c.id)
        .where(member.c.matter_id == matters.c.id).order_by(said.c.position, said.c.ordinal).limit(1)
        .correlate(matters).scalar_subquery()
    )
    return func.coalesce(matter_titles.c.title, first, "withdrawn")


def voices(filters: Filters) -> Select[Any]:
    """Findings that hold, on claims that hold, as of the position asked for. `again` counts those of the same words on
    both sides: what is above 1 repeats another outlet's or paragraph's words."""
    as_of = filters.as_of
    again = func.row_number().over(
        partition_by=(findings.c.relation, func.least(_A.c.words, _B.c.words), func.greatest(_A.c.words, _B.c.words)),
        order_by=(desc(findings.c.score), findings.c.position, findings.c.id),
    )
    return (
        select(
            findings, matter_claims.c.matter_id, title().label("matter"), again.label("again"),
            func.lower(_A.c.party).label("a_party"), func.lower(_B.c.party).label("b_party"),
        )
        .join(_A, and_(_A.c.id == findings.c.a, held_at(_A, as_of)))
        .join(_B, and_(_B.c.id == findings.c.b, held_at(_B, as_of)))
        .join(matter_claims, and_(matter_claims.c.claim_id == _newer(_A), held_at(matter_claims, as_of)))
        .join(matters, matters.c.id == matter_claims.c.matter_id)
        .join(matter_titles, and_(matter_titles.c.matter_id == matters.c.id, held_at(matter_titles, as_of)))
        .where(held_at(findings, as_of), *_conditions(filters))
    )


def _newer(a: Any) -> Any:
    """The claim whose matter a finding is shown in: that of the article that was compared, which met the other."""
    return case((a.c.article_id == findings.c.article_id, findings.c.a), else_=findings.c.b)


def _conditions(filters: Filters) -> list[Any]:
    conditions: list[Any] = []
    if filters.relation is not None:
        conditions.append(findings.c.relation == filters.relation)
    if filters.kind is not None:
        conditions.append(findings.c.kind == filters.kind)
    if filters.matter is not None:
        conditions.append(matters.c.id == filters.matter)
    if filters.article is not None:
        conditions.append(or_(_A.c.article_id == filters.article, _B.c.article_id == filters.article))
    names = [name.lower() for name in filters.parties]
    sides = func.lower(_A.c.party).in_(names), func.lower(_B.c.party).in_(names)
    if len(names) == 1:
        conditions.append(or_(*sides))
    elif names:
        conditions.append(and_(*sides))
    return conditions


def full_filters(connection: Connection, filters: Filters) -> Filters:
    """`filters` with full ids. Raises `NotFound` or `Ambiguous`."""
    return replace(
        filters,
        matter=filters.matter and full_id(connection, matters.c.id, filters.matter, "matter"),
        article=filters.article and known_id(connection, filters.article),
    )


def listed(connection: Connection, filters: Filters, limit: int, cursor: str | None) -> Page[FindingRow]:
    """Findings, surest first."""
    found = voices(full_filters(connection, filters)).subquery()
    query = select(found).where(found.c.again == 1).order_by(desc(found.c.score), found.c.id).limit(limit + 1)
    if key := cursors.decode(cursor, float, str):
        behind = and_(found.c.score == key[0], found.c.id > key[1])
        query = query.where(or_(found.c.score < key[0], behind))
    rows = connection.execute(query).all()
    shaped = {row.id: row for row in shapes(connection, rows, filters.as_of)}
    return cursors.page(rows, limit, lambda row: (row.score, row.id), lambda row: shaped[row.id])


def finding(connection: Connection, given: str) -> FindingRow:
    """The finding of this id with the history of verdicts, held or not. Raises `NotFound` or `Ambiguous`."""
    finding_id = full_id(connection, findings.c.id, given, "contradiction or agreement")
    query = (
        select(findings, matter_claims.c.matter_id, title().label("matter"))
        .join(_A, and_(_A.c.id == findings.c.a, _A.c.position <= findings.c.position))
        .join(matter_claims, and_(matter_claims.c.claim_id == _newer(_A), matter_claims.c.superseded.is_(None)))
        .join(matter_titles, and_(
            matter_titles.c.matter_id == matter_claims.c.matter_id, matter_titles.c.superseded.is_(None)
        ))
        .where(findings.c.id == finding_id).order_by(findings.c.position.desc()).limit(1)
    )
    return shapes(connection, connection.execute(query).all(), None)[0]


def shapes(connection: Connection, rows: Sequence[Row[Any]], as_of: int | None) -> list[FindingRow]:
    """The shapes of `rows`, with claims, copies and verdicts as of a position."""
    ids = {claim for row in rows for claim in (row.a, row.b)}
    stored, printed = _claims(connection, ids, as_of), copies(connection, ids, as_of)
    judged = _verdicts(connection, {row.id for row in rows}, as_of)
    return [
        FindingRow(
            id=row.id, relation=Relation(row.relation), kind=Kind(row.kind) if row.kind else None, score=row.score,
            summary=row.summary, signals=decode_signals(row.signals), judge=row.judge, matter_id=row.matter_id,
            matter=row.matter, a=stored[row.a], b=stored[row.b], copies_a=printed[row.a], copies_b=printed[row.b],
            found_at=row.found_at, position=row.position,
            verdict=judged[row.id][-1].judgement if judged[row.id] else None, verdicts=tuple(judged[row.id]),
        )
        for row in rows
    ]


def _claims(connection: Connection, ids: set[str], as_of: int | None) -> dict[str, ClaimRow]:
    query = claim_queries.rows().where(claims.c.id.in_(ids)).order_by(claims.c.position)
    if as_of is not None:
        query = query.where(claims.c.position <= as_of)
    return {row.id: claim_queries.shape(row) for row in connection.execute(query)}


def _verdicts(connection: Connection, ids: set[str], as_of: int | None) -> defaultdict[str, list[VerdictRow]]:
    query = select(verdicts).where(verdicts.c.finding_id.in_(ids)).order_by(verdicts.c.position)
    if as_of is not None:
        query = query.where(verdicts.c.position <= as_of)
    history: defaultdict[str, list[VerdictRow]] = defaultdict(list)
    for row in connection.execute(query):
        verdict = VerdictRow(Judgement(row.judgement), row.note, row.analyst, row.recorded_at)
        history[row.finding_id].append(verdict)
    return history
