"""Claims, with where they stand and which clocks they go by."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, false, func, or_, select, tuple_

from db.projections.tables import articles, claims, held_at, matter_claims, matters
from db.queries import cursor as cursors
from db.queries.articles import known_id
from db.queries.short_ids import full_id
from services.domain.codec import decode_claim
from services.reports.shapes import ClaimRow, Page


def rows() -> Select[Any]:
    """Claims with their articles' title and outlet; `shape` takes what this selects."""
    return select(
        claims.c.claim, claims.c.id, claims.c.position, claims.c.ordinal, claims.c.superseded, claims.c.learned_at,
        articles.c.title, articles.c.outlet,
    ).outerjoin(articles, articles.c.id == claims.c.article_id)


def claim(connection: Connection, given: str) -> ClaimRow:
    """The claim of this id, as it was read last. Raises `NotFound` or `Ambiguous`."""
    claim_id = full_id(connection, claims.c.id, given, "claim")
    latest = rows().where(claims.c.id == claim_id).order_by(claims.c.position.desc()).limit(1)
    return shape(connection.execute(latest).one())


def listed(
    connection: Connection, *, article: str | None, party: str | None, speaker: str | None, matter: str | None,
    as_of: int | None, limit: int, cursor: str | None,
) -> Page[ClaimRow]:
    """Claims in order of arrival. Copies in other outlets are left out, except where one article is asked for: that
    shows all it says, replaced or not."""
    query = rows().order_by(claims.c.position, claims.c.ordinal).limit(limit + 1)
    if article is not None:
        ended_with_article = claims.c.superseded >= articles.c.superseded if as_of is None else false()
        query = query.where(
            claims.c.article_id == known_id(connection, article),
            or_(held_at(claims, as_of), ended_with_article),
        )
    else:
        query = query.where(held_at(claims, as_of), claims.c.copy_of.is_(None))
    if party is not None:
        query = query.where(func.lower(claims.c.party) == party.lower())
    if speaker is not None:
        query = query.where(func.lower(claims.c.speaker) == speaker.lower())
    if matter is not None:
        matter_id = full_id(connection, matters.c.id, matter, "matter")
        query = query.where(claims.c.id.in_(members(matter_id, as_of)))
    if key := cursors.decode(cursor, int, int):
        query = query.where(tuple_(claims.c.position, claims.c.ordinal) > tuple_(*key))
    return cursors.page(connection.execute(query).all(), limit, lambda row: (row.position, row.ordinal), shape)


def members(matter_id: str, as_of: int | None) -> Select[Any]:
    """The ids of a matter's claims."""
    return select(matter_claims.c.claim_id).where(matter_claims.c.matter_id == matter_id, held_at(matter_claims, as_of))


def shape(row: Row[Any]) -> ClaimRow:
    """The shape of a row that `rows` selected."""
    stored = decode_claim(row.claim)
    a = stored.attribution
    return ClaimRow(
        id=stored.id, article_id=stored.article_id, article_title=row.title, outlet=row.outlet, speaker=a.speaker,
        speaker_kind=a.speaker_kind.value, party=a.party, party_kind=a.party_kind, source_text=stored.source_text,
        cue_text=stored.cue_text, text=stored.text, sentence=stored.sentence, source=a.source, cue=a.cue,
        content=a.content, mode=a.mode.value, stance=a.stance.value, target=a.target, chain=a.chain, said_at=a.said_at,
        published_at=stored.published_at, learned_at=row.learned_at, position=row.position,
        superseded=row.superseded is not None, in_title=a.in_title, submitted=stored.submitted,
    )
