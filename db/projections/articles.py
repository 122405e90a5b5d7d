"""Articles: what came in, which of them print one text, which replace an earlier one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Text, any_, or_, select

from db import binary
from db.engine import BINARY
from db.projections.columns import Rows, given_array
from db.projections.page import At, Page, change, put, supersede
from db.projections.syndication import Syndication
from db.projections.tables import affiliations, articles, claims
from services.domain.article import Article
from services.domain.events import ArticleSubmitted


def project(connection: Connection, page: Page) -> None:
    """Take in the articles of `page`: rows, syndication, corrections with the claims and affiliations that they end."""
    if not page.submitted:
        return
    incoming = [at.event.article for at in page.submitted]
    groups = Syndication(connection, incoming)
    replaced = _Replaced(connection, incoming)
    rows: Rows = []
    ends: Rows = []
    for at in page.submitted:
        article = at.event.article
        earlier = replaced.by(article)
        group = groups.place(article, at.position)
        rows.append(_row(at, group, earlier))
        if earlier is not None:
            ends.append({"id": earlier, "corrected_by": article.id, "superseded": at.position})
    put(connection, articles, rows)
    groups.store(connection)
    change(connection, articles, "id", ends)
    for table in (claims, affiliations):
        supersede(connection, table, "article_id", {row["id"]: row["superseded"] for row in ends})


def mark_handled(connection: Connection, page: Page) -> None:
    """Note how far articles have come."""
    change(connection, articles, "id", [
        {"id": at.event.article_id, "extracted": at.position, "claims": len(at.event.claims)} for at in page.extracted
    ])
    change(connection, articles, "id", [{"id": at.event.article_id, "compared": at.position} for at in page.found])


def _row(at: At[ArticleSubmitted], group: str, earlier: str | None) -> dict[str, Any]:
    article = at.event.article
    return {
        "id": article.id, "position": at.position, "title": article.title, "outlet": article.outlet, "url": article.url,
        "language": article.language, "published_at": article.published_at, "learned_at": at.record.recorded_at,
        "text": article.text, "minhash": list(article.minhash), "syndication": group,
        "syndicated_from": None if group in (article.id, earlier) else group, "corrects": earlier,
        "place": article.place,
    }


_OPEN = (
    select(articles.c.id, articles.c.place)
    .where(articles.c.superseded.is_(None), or_(
        articles.c.place == any_(given_array("places", Text)), articles.c.id == any_(given_array("named", Text)),
    ))
    .order_by(articles.c.position).execution_options(**{BINARY: True})
)


class _Replaced:
    """The article that a new one replaces: the one it names, else the latest of its outlet at the same address."""

    def __init__(self, connection: Connection, incoming: list[Article]) -> None:
        self._open: set[str] = set()
        self._latest: dict[str, str] = {}
        places, named = {a.place for a in incoming if a.place}, {a.corrects for a in incoming if a.corrects}
        given = {"places": binary.texts(sorted(places)), "named": binary.texts(sorted(named))}
        for id_, place in connection.execute(_OPEN, given):
            self._know(id_, place)

    def by(self, article: Article) -> str | None:
        """The id of the article that `article` replaces, which can't be replaced again."""
        earlier = article.corrects if article.corrects in self._open else None
        if earlier is None and article.place:
            earlier = self._latest.get(article.place)
            earlier = earlier if earlier in self._open else None
        if earlier is not None:
            self._open.discard(earlier)
        self._know(article.id, article.place)
        return earlier

    def _know(self, article_id: str, place: str | None) -> None:
        self._open.add(article_id)
        if place:
            self._latest[place] = article_id
