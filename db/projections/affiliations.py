"""Affiliations: who was said to speak for whom, by article, and when that stopped to hold."""

from __future__ import annotations

from sqlalchemy import Connection, select

from db.projections.columns import Rows
from db.projections.page import Page, put, supersede
from db.projections.tables import affiliations, articles
from services.domain.affiliation import surname


def project(connection: Connection, page: Page) -> None:
    """Take in what the articles of `page` tell. A second extraction of an article ends what the first told."""
    if not page.extracted:
        return
    ids = {at.event.article_id for at in page.extracted}
    query = select(articles.c.id, articles.c.superseded).where(articles.c.id.in_(ids))
    replaced: dict[str, int | None] = {row.id: row.superseded for row in connection.execute(query)}
    supersede(connection, affiliations, "article_id", {at.event.article_id: at.position for at in page.extracted[::-1]})
    rows: Rows = []
    for at in page.extracted:
        article_id, end = at.event.article_id, replaced.get(at.event.article_id)
        for row in rows:
            if row["article_id"] == article_id:
                row["superseded"] = min(row["superseded"] or at.position, at.position)
        rows += [
            {
                "article_id": article_id, "position": at.position,
                "superseded": None if end is None else max(end, at.position), "speaker": a.speaker,
                "surname": surname(a.speaker), "party": a.party, "party_kind": a.party_kind, "words": a.words,
                "read_on": a.read_on,
            }
            for a in at.event.affiliations
        ]
    put(connection, affiliations, rows)
