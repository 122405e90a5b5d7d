"""Withdrawals: what an article said leaves every table, and those that print the same text speak for themselves.

Its row stays, without words, and so do the groups and corrections it took part in. The log read anew, without the
article's key, comes to the same rows.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, or_, select, update

from db.projections.claims import regroup
from db.projections.page import Page, change
from db.projections.tables import affiliations, articles, claims, findings, matters, verdicts
from services.domain.identity import derived_id


def project(connection: Connection, page: Page) -> None:
    """Take in the withdrawals of `page`."""
    if not page.withdrawn:
        return
    ids = {at.event.article_id for at in page.withdrawn}
    change(connection, articles, "id", [
        {
            "id": at.event.article_id, "text": "", "title": None, "url": None, "claims": 0, "withdrawn": at.position,
            "withdrawn_at": at.record.recorded_at, "withdrawn_reason": at.event.reason, "withdrawn_by": at.event.by,
        }
        for at in page.withdrawn
    ])
    said = select(claims.c.id).where(claims.c.article_id.in_(ids))
    gone = delete(findings).where(or_(findings.c.article_id.in_(ids), findings.c.a.in_(said), findings.c.b.in_(said)))
    _silence(connection, set(connection.execute(gone.returning(findings.c.id)).scalars()))
    connection.execute(delete(affiliations).where(affiliations.c.article_id.in_(ids)))
    ended = delete(claims).where(claims.c.article_id.in_(ids)).returning(claims.c.syndication, claims.c.words)
    regroup(connection, {(row.syndication, row.words) for row in connection.execute(ended)})


def _silence(connection: Connection, finding_ids: Collection[str]) -> None:
    """Nothing that quotes these findings keeps its words: notes of verdicts, titles of the matters they opened."""
    if finding_ids:
        opened = [derived_id("matter", (finding,)) for finding in finding_ids]
        connection.execute(update(verdicts).where(verdicts.c.finding_id.in_(finding_ids)).values(note=None))
        connection.execute(update(matters).where(matters.c.id.in_(opened)).values(title=None))
