"""Findings and the verdicts on them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from db.projections.columns import Rows
from db.projections.page import At, Page, put, supersede
from db.projections.tables import findings, verdicts
from services.domain.codec import encode_signals
from services.domain.contradiction import Finding
from services.domain.events import ContradictionsFound


def project(connection: Connection, page: Page) -> None:
    """Take in what was found and judged. A second comparison of an article ends the findings of its first."""
    supersede(connection, findings, "article_id", {at.event.article_id: at.position for at in page.found[::-1]})
    rows: Rows = []
    for at in page.found:
        for row in rows:
            if row["article_id"] == at.event.article_id and row["superseded"] is None:
                row["superseded"] = at.position
        rows += [_row(at, finding) for finding in at.event.findings if not finding.withdrawn]
    put(connection, findings, rows)
    put(connection, verdicts, [
        {
            "position": at.position, "finding_id": at.event.finding_id, "judgement": at.event.judgement.value,
            "note": at.event.note, "analyst": at.event.analyst, "recorded_at": at.record.recorded_at,
        }
        for at in page.judged
    ])


def _row(at: At[ContradictionsFound], finding: Finding) -> dict[str, Any]:
    c = finding.comparison
    return {
        "id": finding.id, "position": at.position, "superseded": None, "article_id": at.event.article_id,
        "a": finding.a, "b": finding.b, "relation": c.relation.value, "kind": c.kind.value if c.kind else None,
        "score": c.score, "summary": c.summary, "signals": encode_signals(c.signals), "judge": c.version,
        "found_at": at.record.recorded_at,
    }
