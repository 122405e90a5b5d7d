"""Submit articles: each new one becomes the first event of its own stream."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.domain.article import Article
from services.domain.errors import ConcurrencyConflict
from services.domain.events import ArticleSubmitted, NewEvent
from services.domain.identity import event_id
from services.usecases.ports import Clock, StartUnitOfWork


@dataclass(frozen=True, slots=True)
class Submission:
    """What became of a submitted article; `new` is False where it was known already."""

    article_id: str
    new: bool


def submit_articles(
    articles: Sequence[Article], *, start: StartUnitOfWork, clock: Clock, producer: str,
    correlation_id: str | None = None,
) -> list[Submission]:
    """Queue `articles`, in one transaction if all are new; the outcome of each, in order.

    The same article twice is one article: its stream can be begun only once. A correction goes behind what it corrects,
    which it would not replace otherwise. `correlation_id` defaults to the id of the event.
    """
    given = {article.id: article for article in articles}
    fresh = sorted(given.values(), key=lambda article: _corrections(article, given))
    if _append(fresh, start, clock, producer, correlation_id):
        new = {article.id for article in fresh}
    else:
        new = {article.id for article in fresh if _append([article], start, clock, producer, correlation_id)}
    outcomes = []
    for article in articles:
        outcomes.append(Submission(article.id, article.id in new))
        new.discard(article.id)
    return outcomes


def _corrections(article: Article, given: Mapping[str, Article]) -> int:
    """How many of the articles given this one corrects, one behind the other."""
    seen, earlier = {article.id}, article.corrects
    while earlier is not None and earlier in given and earlier not in seen:
        seen.add(earlier)
        earlier = given[earlier].corrects
    return len(seen) - 1


def _append(
    articles: Sequence[Article], start: StartUnitOfWork, clock: Clock, producer: str, correlation_id: str | None
) -> bool:
    """Whether all of `articles` were new and are now in the log."""
    events = [_event(article, clock, producer, correlation_id) for article in articles]
    try:
        with start() as work:
            work.log.append(events, expected={event.stream: 0 for event in events})
            work.commit()
    except ConcurrencyConflict:
        return False
    return True


def _event(article: Article, clock: Clock, producer: str, correlation_id: str | None) -> NewEvent:
    number = event_id(int(clock().timestamp() * 1000))
    return NewEvent(number, article.id, ArticleSubmitted(article), correlation_id or number, None, producer)
