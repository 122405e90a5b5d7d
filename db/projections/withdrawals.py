"""Withdrawals: what an article said leaves every table, and those that print the same text speak for themselves.

Its row stays, without words, and so do the groups and corrections it took part in. The log read anew, without the
article's key, comes to the same rows.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, func, or_, select, tuple_, update

from db.projections.claims import regroup
from db.projections.page import Page, change
from db.projections.tables import affiliations, articles, claim_terms, claims, findings, matter_titles, verdicts


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
    _forget_terms(connection, ids)
    said = select(claims.c.id).where(claims.c.article_id.in_(ids))
    told = matter_titles.c.claims.op("&&")(list(connection.execute(said).scalars()))
    connection.execute(update(matter_titles).where(told).values(title=None))
    gone = delete(findings).where(or_(findings.c.article_id.in_(ids), findings.c.a.in_(said), findings.c.b.in_(said)))
    _silence(connection, set(connection.execute(gone.returning(findings.c.id)).scalars()))
    connection.execute(delete(affiliations).where(affiliations.c.article_id.in_(ids)))
    ended = delete(claims).where(claims.c.article_id.in_(ids)).returning(claims.c.syndication, claims.c.words)
    regroup(connection, {(row.syndication, row.words) for row in connection.execute(ended)})


def _silence(connection: Connection, finding_ids: Collection[str]) -> None:
    """Nothing that quotes these findings keeps its words: notes of verdicts."""
    if finding_ids:
        connection.execute(update(verdicts).where(verdicts.c.finding_id.in_(finding_ids)).values(note=None))


def _forget_terms(connection: Connection, article_ids: Collection[str]) -> None:
    """The terms that these articles' claims are found by, taken out by the index of terms."""
    terms = (
        select(func.unnest(claims.c.terms), claims.c.position, claims.c.ordinal)
        .where(claims.c.article_id.in_(article_ids))
    )
    place = tuple_(claim_terms.c.term, claim_terms.c.position, claim_terms.c.ordinal)
    connection.execute(delete(claim_terms).where(place.in_(terms)))
