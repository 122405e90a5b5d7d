"""The article pages: the list, and one article with its claims marked in place."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from services.api.access import Reader
from services.api.web.marks import paragraphs
from services.api.web.rendering import page
from services.api.wiring import SystemDep

router = APIRouter()
MOST_CLAIMS = 500
STATUSES = ("queued", "extracting", "comparing", "processed", "failed", "withdrawn")


@router.get("/articles")
def show_articles(
    system: SystemDep, caller: Reader, status: Annotated[str | None, Query(max_length=20)] = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """All articles, with how far each has come."""
    status = status if status in STATUSES else None
    found = system.queries.articles(status=status, limit=50, cursor=cursor)
    return page("articles.html", here="articles", articles=found, status=status, statuses=STATUSES)


@router.get("/articles/{article_id}")
def show_article(system: SystemDep, caller: Reader, article_id: str) -> Response:
    """One article: its text with sources, cues and contents marked, its claims, what they contradict."""
    article = system.queries.article(article_id)
    found = system.queries.claims(article=article.id, limit=MOST_CLAIMS).items
    claims = [claim for claim in found if not claim.superseded]
    claims.sort(key=lambda claim: (min((span[0] for span in claim.content), default=0), claim.id))
    text = "" if article.withdrawn_at else system.queries.article_text(article.id)
    findings = system.queries.findings(relation=None, article=article.id, limit=100).items
    return page(
        "article.html", here="articles", article=article, claims=claims, findings=findings,
        paragraphs=paragraphs(text, claims), by_number=dict(enumerate(claims, 1)),
    )
