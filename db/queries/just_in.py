"""Articles that are in the log and not, or not yet, in the read side."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from db.event_log import SqlEventLog
from db.tables import jobs
from services.domain.events import ArticleSubmitted, ArticleWithdrawn
from services.reports.shapes import ArticleRow


def just_in(connection: Connection, given: str) -> tuple[ArticleRow, str] | None:
    """The article of this whole id and its text, empty where it was withdrawn; None where the log has none."""
    records = SqlEventLog(connection).stream(given.strip().lower())
    said = records[0].event if records else None
    if not isinstance(said, ArticleSubmitted):
        return None
    a = said.article
    refused = select(jobs.c.error).where(jobs.c.article_id == a.id, jobs.c.state == "failed").limit(1)
    error = connection.execute(refused).scalar_one_or_none()
    row = ArticleRow(
        a.id, a.title, a.outlet, a.url, a.language, a.published_at, records[0].recorded_at,
        "failed" if error else "queued", 0, 0, None, None, error,
    )
    for record in records:
        if isinstance(gone := record.event, ArticleWithdrawn):
            row = replace(
                row, title=None, url=None, status="withdrawn", withdrawn_at=record.recorded_at,
                withdrawn_reason=gone.reason, withdrawn_by=gone.by,
            )
    return row, a.text
