"""Reads stored articles again and tells how the claims would change; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.domain.affiliation import Affiliation, surnames_in
from services.domain.identity import claim_id
from services.reports.shapes import ArticleRow, ClaimRow
from services.usecases.ports import Extractor, Queries

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One article's difference: claims as "speaker [party] cue: content", and how many stayed the same."""

    article_id: str
    title: str | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    kept: int


def differences(queries: Queries, extractor: Extractor, *, limit: int) -> Iterator[Change]:
    """One `Change` for each stored article, at most `limit`; withdrawn ones have nothing to be read."""
    for row in articles(queries, limit):
        if row.withdrawn_at is not None:
            continue
        text = queries.article_text(row.id)
        stored = {
            claim.id: _line(claim.speaker, claim.party, claim.cue_text, claim.text)
            for claim in _claims(queries, row.id)
        }
        found: dict[str, str] = {}
        told = _told(queries, row, text)
        for a in extractor.extract(
            text, title=row.title, outlet=row.outlet, published_at=row.published_at, affiliations=told
        ):
            read = (row.title or "") if a.in_title else text
            words = (" ".join(read[s:e] for s, e in spans) for spans in (a.cue, a.content))
            identity = claim_id(row.id, a.source, a.cue, a.content, in_title=a.in_title)
            found[identity] = _line(a.speaker, a.party, *words)
        gained = tuple(line for identity, line in found.items() if identity not in stored)
        lost = tuple(line for identity, line in stored.items() if identity not in found)
        yield Change(row.id, row.title, gained, lost, len(stored) - len(lost))


def _told(queries: Queries, row: ArticleRow, text: str) -> list[Affiliation]:
    """What articles up to this one's day tell of persons whom it may name."""
    if row.published_at is None:
        return []
    on = row.published_at.date().isoformat()
    return queries.affiliations(surnames_in(text), on=on, article_id=row.id)


def articles(queries: Queries, limit: int) -> Iterator[ArticleRow]:
    """The stored articles, at most `limit`."""
    cursor: str | None = None
    while limit > 0:
        page = queries.articles(limit=min(limit, _PAGE), cursor=cursor)
        yield from page.items
        limit -= len(page.items)
        cursor = page.next_cursor
        if cursor is None:
            return


def _claims(queries: Queries, article: str) -> Iterable[ClaimRow]:
    cursor: str | None = None
    while True:
        page = queries.claims(article=article, limit=_PAGE, cursor=cursor)
        yield from page.items
        cursor = page.next_cursor
        if cursor is None:
            return


def _line(speaker: str | None, party: str | None, cue: str, content: str) -> str:
    return f"{speaker or 'unknown'} [{party or 'no party'}] {cue}: {' '.join(content.split())}"
