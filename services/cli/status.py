"""`counterclaim status`: how far everything, or one article, has come."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli.context import queries
from services.cli.output import AsJson, cell, print_json, print_rows, short


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("status")(status)


def status(
    article: Annotated[str | None, typer.Argument(help="an article's id, or its first characters")] = None,
    as_json: AsJson = False,
) -> None:
    """Show how far everything has come, or one article."""
    if article:
        row = queries().article(article)
        if as_json:
            print_json(row)
            return
        lines = [
            ("article", row.id),
            ("title", row.title),
            ("outlet", row.outlet),
            ("published", cell(row.published_at)),
            ("learned", cell(row.learned_at)),
            ("status", row.status),
            ("claims", row.claims),
            ("findings", row.findings),
            ("copy of", row.syndicated_from),
            ("corrected by", row.corrected_by),
            ("withdrawn", cell(row.withdrawn_at) or None),
            ("reason", row.withdrawn_reason),
            ("withdrawn by", row.withdrawn_by),
            ("error", row.error),
        ]
        print_rows([(name, value) for name, value in lines if value is not None], ("", ""), empty="")
        return
    now = queries().throughput()
    if as_json:
        print_json(now)
        return
    waiting = now.articles_total - now.articles_processed - now.articles_failed
    print_rows(
        [
            (
                now.articles_total,
                now.articles_processed,
                waiting,
                now.articles_failed,
                len(now.workers),
                now.log_position,
            )
        ],
        ("#articles", "#processed", "#under way", "#failed", "#workers", "#events"),
        empty="",
    )
    latest = queries().articles(limit=10)
    rows = [(short(a.id), a.status, a.claims, a.findings, a.outlet, a.title) for a in latest.items]
    print_rows(
        rows,
        ("id", "status", "#claims", "#findings", "outlet", "title"),
        empty="No articles yet. Queue some: counterclaim submit FILE --wait",
    )
