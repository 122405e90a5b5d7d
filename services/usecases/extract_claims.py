"""Extract claims: what an article's sources say, with the vectors by which claims on one matter are found."""

from __future__ import annotations

from services.domain.claim import statement_of
from services.domain.events import ArticleSubmitted, ClaimsExtracted, ContradictionsFound, NewEvent, RecordedEvent
from services.domain.identity import event_id
from services.domain.vectors import pack
from services.usecases.ports import ClaimMaker, Clock, Extractor, Judge


def extract_claims(
    cause: RecordedEvent, *, extractor: Extractor, claims_of: ClaimMaker, judge: Judge, clock: Clock
) -> list[NewEvent]:
    """The event `ClaimsExtracted` that follows on `cause`, an `ArticleSubmitted`; where nobody claims anything also the
    next, that nothing was found to compare. Touches no database."""
    if not isinstance(cause.event, ArticleSubmitted):
        raise TypeError(f"claims are extracted from submitted articles, not from {cause.type}")
    article = cause.event.article
    attributions = extractor.extract(
        article.text, title=article.title, outlet=article.outlet, published_at=article.published_at
    )
    claims = tuple({claim.id: claim for claim in claims_of(article, attributions)}.values())
    vectors = judge.embed([statement_of(claim) for claim in claims]) if claims else []
    event = ClaimsExtracted(article.id, extractor.version, claims, judge.version, tuple(map(pack, vectors)))
    number = event_id(int(clock().timestamp() * 1000))
    read = NewEvent(number, cause.stream, event, cause.correlation_id, cause.id, extractor.version)
    return [read] if claims else [read, _nothing_found(read, article.id, judge, clock)]


def _nothing_found(read: NewEvent, article_id: str, judge: Judge, clock: Clock) -> NewEvent:
    number = event_id(int(clock().timestamp() * 1000))
    event = ContradictionsFound(article_id, judge.version, 0, ())
    return NewEvent(number, read.stream, event, read.correlation_id, read.id, judge.version)
