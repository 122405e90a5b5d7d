"""Extract claims: what an article's sources say, with the vectors by which claims on one matter are found."""

from __future__ import annotations

from services.domain.affiliation import Affiliation, affiliations_in, surnames_in
from services.domain.article import Article
from services.domain.claim import statement_of
from services.domain.events import ArticleSubmitted, ClaimsExtracted, ContradictionsFound, NewEvent, RecordedEvent
from services.domain.identity import event_id
from services.domain.vectors import pack
from services.usecases.ports import ClaimMaker, Clock, Extractor, Judge, StartUnitOfWork


def extract_claims(
    cause: RecordedEvent, *, start: StartUnitOfWork, extractor: Extractor, claims_of: ClaimMaker, judge: Judge,
    clock: Clock,
) -> list[NewEvent]:
    """The event `ClaimsExtracted` that follows on `cause`, an `ArticleSubmitted`; where nobody claims anything also the
    next, that nothing was found to compare. Reads outside any transaction, after a short one that asks what earlier
    articles told of the persons named."""
    if not isinstance(cause.event, ArticleSubmitted):
        raise TypeError(f"claims are extracted from submitted articles, not from {cause.type}")
    article = cause.event.article
    attributions = extractor.extract(
        article.text, title=article.title, outlet=article.outlet, published_at=article.published_at,
        affiliations=_known(article, start),
    )
    claims = tuple({claim.id: claim for claim in claims_of(article, attributions)}.values())
    vectors = judge.embed([statement_of(claim) for claim in claims]) if claims else []
    told = affiliations_in(article.text, article.published_at, attributions)
    event = ClaimsExtracted(article.id, extractor.version, claims, judge.version, tuple(map(pack, vectors)), told)
    number = event_id(int(clock().timestamp() * 1000))
    read = NewEvent(number, cause.stream, event, cause.correlation_id, cause.id, extractor.version)
    return [read] if claims else [read, _nothing_found(read, article.id, judge, clock)]


def _nothing_found(read: NewEvent, article_id: str, judge: Judge, clock: Clock) -> NewEvent:
    number = event_id(int(clock().timestamp() * 1000))
    event = ContradictionsFound(article_id, judge.version, 0, ())
    return NewEvent(number, read.stream, event, read.correlation_id, read.id, judge.version)


def _known(article: Article, start: StartUnitOfWork) -> list[Affiliation]:
    """What articles up to this one's day told; nothing where it has none."""
    if article.published_at is None:
        return []
    on = article.published_at.date().isoformat()
    with start() as work:
        return work.affiliations.known(surnames_in(article.text), on=on, article_id=article.id)
