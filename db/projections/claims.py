"""Claims: with their vectors, what they copy, and when they stopped to hold."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, literal_column, select, tuple_, update

from db.projections.columns import Rows
from db.projections.page import At, Page, supersede
from db.projections.tables import articles, claim_terms, claims
from services.domain.claim import Claim
from services.domain.codec import encode_claim
from services.domain.events import ClaimsExtracted
from services.domain.vectors import unpack

_NOT_WORD = re.compile(r"[\W_]+")
_NAME = re.compile(r"\b[A-Z][\w’'-]+")


def words_of(claim: Claim) -> str:
    """A digest of what is claimed and for whom, by which the same claim in two copies of a text is known."""
    a = claim.attribution
    parts = (_NOT_WORD.sub(" ", claim.text.casefold()).strip(), (a.party or a.speaker or "").casefold(), a.stance.value)
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def told_by(claim: Claim) -> str:
    """The words that tell what a claim is about: its own, its target's, the names in its sentence, and the party that
    it is made for, which its opponents name."""
    a = claim.attribution
    names = _NAME.findall(claim.sentence)
    return " ".join(part for part in (claim.text, a.target, a.party, *names) if part)


def project(connection: Connection, page: Page) -> None:
    """Take in the claims of `page`. A second extraction of an article ends the claims of the first."""
    if not page.extracted:
        return
    supersede(connection, claims, "article_id", {at.event.article_id: at.position for at in page.extracted[::-1]})
    if not any(at.event.claims for at in page.extracted):
        return
    state = _States(connection, page)
    rows: Rows = []
    for at in page.extracted:
        for row in rows:
            if row["article_id"] == at.event.article_id:
                row["superseded"] = min(row["superseded"] or at.position, at.position)
        state.reread(at.event.article_id, at.position)
        rows += [_row(at, n, claim, state) for n, claim in enumerate(at.event.claims)]
    _store(connection, rows)


def _store(connection: Connection, rows: Rows) -> None:
    if not rows:
        return
    told = func.to_tsvector(literal_column("'english'"), bindparam("told"))
    connection.execute(insert(claims).values(terms=func.tsvector_to_array(told)), rows)
    stored = select(func.unnest(claims.c.terms), claims.c.position, claims.c.ordinal).where(
        claims.c.position.in_({row["position"] for row in rows})
    )
    connection.execute(insert(claim_terms).from_select(["term", "position", "ordinal"], stored))


def regroup(connection: Connection, keys: Collection[tuple[str, str]]) -> None:
    """Say anew which claims copy which, among those of the texts and words in `keys`: some may have gone."""
    query = select(claims.c.id, claims.c.article_id, claims.c.position, claims.c.superseded, claims.c.copy_of,
                   claims.c.syndication, claims.c.words)
    known = query.where(tuple_(claims.c.syndication, claims.c.words).in_(keys))
    firsts: defaultdict[tuple[str, str], list[_First]] = defaultdict(list)
    rows: Rows = []
    for row in connection.execute(known.order_by(claims.c.position, claims.c.ordinal)):
        mine = _First(row.id, row.article_id, row.position, row.superseded)
        copied = mine.copied(firsts[row.syndication, row.words])
        if copied != row.copy_of:
            rows.append({"old_id": row.id, "old_position": row.position, "new_copy_of": copied})
    if rows:
        same = (claims.c.id == bindparam("old_id")) & (claims.c.position == bindparam("old_position"))
        connection.execute(update(claims).where(same).values(copy_of=bindparam("new_copy_of")), rows)


@dataclass(slots=True)
class _First:
    """A claim that others may copy, and until when it holds."""

    id: str
    article_id: str
    position: int
    superseded: int | None

    def copied(self, firsts: list[_First]) -> str | None:
        """The claim among `firsts` that this one copies, or None: it is then one more that others copy."""
        for first in firsts:
            if first.id != self.id and (first.superseded is None or first.superseded > self.position):
                return first.id
        firsts.append(self)
        return None


class _States:
    """What the page's claims must know: their articles, and the first claims of the same words in the same text."""

    def __init__(self, connection: Connection, page: Page) -> None:
        ids = {at.event.article_id for at in page.extracted}
        query = select(articles.c.id, articles.c.superseded, articles.c.syndication).where(articles.c.id.in_(ids))
        self.ends: dict[str, int | None] = {}
        self.groups: dict[str, str] = {}
        for row in connection.execute(query):
            self.ends[row.id], self.groups[row.id] = row.superseded, row.syndication
        self._first: defaultdict[tuple[str, str], list[_First]] = defaultdict(list)
        keys = {(self.group(at.event.article_id), words_of(c)) for at in page.extracted for c in at.event.claims}
        known = select(claims).where(claims.c.copy_of.is_(None), tuple_(claims.c.syndication, claims.c.words).in_(keys))
        for row in connection.execute(known.order_by(claims.c.position, claims.c.ordinal)):
            first = _First(row.id, row.article_id, row.position, row.superseded)
            self._first[row.syndication, row.words].append(first)

    def group(self, article_id: str) -> str:
        """The text that the article prints."""
        return self.groups.get(article_id, article_id)

    def end(self, article_id: str, position: int) -> int | None:
        """When claims that come in at `position` stop to hold: at once, if their article had been replaced before."""
        end = self.ends.get(article_id)
        return None if end is None else max(end, position)

    def reread(self, article_id: str, position: int) -> None:
        """The article was read again: its earlier claims can no longer be copied."""
        for firsts in self._first.values():
            for first in firsts:
                if first.article_id == article_id and (first.superseded is None or first.superseded > position):
                    first.superseded = position

    def original(self, claim: Claim, words: str, position: int) -> str | None:
        """The claim that this one copies, or None: it is then the one that others copy."""
        mine = _First(claim.id, claim.article_id, position, self.end(claim.article_id, position))
        return mine.copied(self._first[self.group(claim.article_id), words])


def _row(at: At[ClaimsExtracted], ordinal: int, claim: Claim, state: _States) -> dict[str, Any]:
    a, words, vectors = claim.attribution, words_of(claim), at.event.vectors
    return {
        "id": claim.id, "position": at.position, "superseded": state.end(claim.article_id, at.position),
        "ordinal": ordinal, "article_id": claim.article_id, "syndication": state.group(claim.article_id),
        "copy_of": state.original(claim, words, at.position), "speaker": a.speaker, "party": a.party,
        "text": claim.text, "words": words, "said_at": a.said_at, "published_at": claim.published_at,
        "learned_at": at.record.recorded_at,
        "claim": encode_claim(claim), "vector": list(unpack(vectors[ordinal])) if vectors else None,
        "told": told_by(claim),
    }
