"""Parties and speakers, read from the claims that hold."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Integer, case, cast, func, select, union_all

from db.projections.tables import articles, claims, held_at
from db.queries import cursor as cursors
from db.queries.findings import Filters, voices
from services.domain.errors import Ambiguous, NotFound
from services.reports.shapes import Page, PartyRow, SpeakerRow


def _attribution(name: str) -> Any:
    return claims.c.claim["attribution"][name].astext


def parties(connection: Connection, as_of: int | None, limit: int, cursor: str | None) -> Page[PartyRow]:
    """Parties by name, each with its speakers and the pairs of voices that it is part of."""
    key = func.lower(claims.c.party)
    query = (
        select(
            key.label("key"), func.mode().within_group(claims.c.party).label("name"),
            func.mode().within_group(_attribution("party_kind")).label("kind"),
            func.array_remove(func.array_agg(claims.c.speaker.distinct()), None).label("speakers"),
            func.count().label("claims"),
        )
        .where(held_at(claims, as_of), claims.c.copy_of.is_(None), claims.c.party.is_not(None))
        .group_by(key).order_by(key).limit(limit + 1)
    )
    if after := cursors.decode(cursor, str):
        query = query.where(key > after[0])
    rows = connection.execute(query).all()
    counts = _involved(connection, as_of)
    return cursors.page(rows, limit, lambda row: (row.key,), lambda row: PartyRow(
        row.name, row.kind, tuple(row.speakers), row.claims, *counts.get(row.key, (0, 0))
    ))


def _involved(connection: Connection, as_of: int | None) -> dict[str, tuple[int, int]]:
    """By party in lower case, its contradictions and its agreements."""
    found = voices(Filters(as_of=as_of)).subquery()
    sides = union_all(
        select(found.c.id, found.c.relation, found.c.a_party.label("party")).where(found.c.again == 1),
        select(found.c.id, found.c.relation, found.c.b_party).where(
            found.c.again == 1, found.c.a_party.is_distinct_from(found.c.b_party)
        ),
    ).subquery()
    query = select(
        sides.c.party, *(
            func.sum(cast(case((sides.c.relation == relation, 1), else_=0), Integer))
            for relation in ("contradiction", "agreement")
        )
    ).where(sides.c.party.is_not(None)).group_by(sides.c.party)
    return {row[0]: (int(row[1]), int(row[2])) for row in connection.execute(query)}


def name_of(connection: Connection, given: str, as_of: int | None) -> str:
    """The party that `given` names in any case or begins, among those of the claims that held as of a position.

    Raises `NotFound` or `Ambiguous`.
    """
    wanted = given.strip().lower()
    key = func.lower(claims.c.party)
    begins = func.left(key, len(wanted)) == wanted
    query = (
        select(key, func.mode().within_group(claims.c.party)).where(begins, held_at(claims, as_of))
        .group_by(key).order_by(key)
    )
    names: dict[str, str] = {row[0]: row[1] for row in connection.execute(query)} if wanted else {}
    if wanted in names:
        return names[wanted]
    if not names:
        raise NotFound(f"no party is named {given!r}; `counterclaim parties` lists them", field="party")
    if len(names) > 1:
        raise Ambiguous(f"{given!r} fits {', '.join(list(names.values())[:5])}; give more of the name", field="party")
    return next(iter(names.values()))


def speakers(connection: Connection, party: str | None, limit: int, cursor: str | None) -> Page[SpeakerRow]:
    """Speakers by name, with the parties they spoke for and the words that say so."""
    key = func.lower(claims.c.speaker)
    span = claims.c.claim["attribution"]["party_evidence"]
    start, end = cast(span[0].astext, Integer), cast(span[1].astext, Integer)
    words = func.substr(articles.c.text, start + 1, end - start)
    kind = func.mode().within_group(_attribution("speaker_kind"))
    query = (
        select(
            key.label("key"), func.mode().within_group(claims.c.speaker).label("name"), kind.label("kind"),
            func.array_remove(func.array_agg(claims.c.party.distinct()), None).label("parties"),
            func.array_remove(func.array_agg(words.distinct()), None).label("evidence"),
            func.count().label("claims"),
        )
        .join(articles, articles.c.id == claims.c.article_id)
        .where(claims.c.superseded.is_(None), claims.c.copy_of.is_(None), claims.c.speaker.is_not(None))
        .group_by(key).order_by(key).limit(limit + 1)
    )
    if party is not None:
        query = query.where(func.lower(claims.c.party) == party.lower())
    if after := cursors.decode(cursor, str):
        query = query.where(key > after[0])
    return cursors.page(connection.execute(query).all(), limit, lambda row: (row.key,), lambda row: SpeakerRow(
        row.name, row.kind, tuple(row.parties), tuple(row.evidence), row.claims
    ))
