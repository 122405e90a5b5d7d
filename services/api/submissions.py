"""Reads the articles of one request body, whatever its format, and says what became of each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, Field

from services.api.ports import System
from services.api.problems import ApiError, Problem, problem_of
from services.articles import intake
from services.articles.draft import Defaults
from services.articles.intake import Intake
from services.domain.article import Article
from services.domain.errors import CounterclaimError, InvalidInput, MalformedInput, ServiceUnavailable

JSON = "application/json"
OTHERS = (
    "text/plain", "text/markdown", "text/html", "application/xhtml+xml", "application/ninjs+json",
    "application/x-ndjson", "application/jsonl", "application/rss+xml", "application/atom+xml", "application/xml",
    "text/xml",
)
MOST = 1000


class Result(BaseModel):
    """What became of one article of a submission."""

    index: int = Field(description="Its place in the submission, from 0.")
    status: Literal["queued", "known", "rejected"] = Field(
        description="`queued` for extraction, `known` already (the same article twice is one article), or `rejected`."
    )
    place: str | None = Field(default=None, description='Where it stood in the input, such as "line 7".')
    id: str | None = None
    href: str | None = Field(default=None, description="Where its status is.", examples=["/v1/articles/5f0c…"])
    problem: Problem | None = None


class Submitted(BaseModel):
    """The fate of every article of a submission: one bad one does not lose the rest."""

    queued: int
    known: int
    rejected: int
    results: list[Result]


@dataclass(frozen=True, slots=True)
class Known:
    """Finds the article that a correction names, by its id or by the address it was published at; `earlier` holds those
    of the same body by their addresses."""

    system: System
    earlier: dict[str, str] = field(default_factory=dict)

    def __call__(self, reference: str) -> str | None:
        return self.earlier.get(reference) or self.system.queries.find_article(reference)


def read(system: System, body: bytes, content_type: str, defaults: Defaults) -> list[Intake]:
    """The articles and errors of a body. JSON is an article's fields or {"articles": […]}; all else goes by its format.
    What an article lacks is taken from `defaults`.

    Raises `ApiError` for a media type that is not read, `MalformedInput` for JSON that does not parse, and
    `ServiceUnavailable` where an article that is corrected can't be looked for: that doesn't make it unknown.
    """
    items = _items(system, body, content_type, defaults)
    for item in items:
        if isinstance(item.error, ServiceUnavailable):
            raise item.error
    return items


def _items(system: System, body: bytes, content_type: str, defaults: Defaults) -> list[Intake]:
    media_type = content_type.partition(";")[0].strip().casefold()
    known = Known(system)
    if media_type == JSON:
        return [_from_fields(index, given, defaults, known) for index, given in enumerate(_objects(body))]
    if media_type not in OTHERS:
        raise ApiError(
            "unsupported-media-type", f"Send one of {', '.join((JSON, *OTHERS))}, not {media_type[:80] or 'nothing'}.",
            field="Content-Type",
        )
    return intake.read(body, media_type=content_type, defaults=defaults, resolve=known)


def submit(system: System, items: Sequence[Intake], correlation_id: str) -> Submitted:
    """Queue all good articles and report on every one."""
    good = [item.article for item in items if item.article]
    outcomes = iter(system.submit(good, correlation_id=correlation_id) if good else ())
    results = [
        _accepted(index, item.place, item.article, next(outcomes).new) if item.article else _rejected(index, item)
        for index, item in enumerate(items)
    ]
    count = {status: sum(result.status == status for result in results) for status in ("queued", "known", "rejected")}
    return Submitted(results=results, **count)


def _objects(body: bytes) -> list[Mapping[str, Any]]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        place = f" at {error}" if isinstance(error, json.JSONDecodeError) else ""
        raise MalformedInput(f"The body is not JSON{place}.", field="body") from error
    articles = document.get("articles") if isinstance(document, dict) and "articles" in document else [document]
    if not isinstance(articles, list) or not articles:
        raise InvalidInput("`articles` is a list of at least one article.", field="articles")
    if len(articles) > MOST:
        raise InvalidInput(f"At most {MOST} articles a request; send the others in the next.", field="articles")
    return articles


def _from_fields(index: int, given: object, defaults: Defaults, known: Known) -> Intake:
    place = f"articles[{index}]"
    if not isinstance(given, dict):
        return Intake(None, place, error=InvalidInput("An article is a JSON object with `text`, `html` or `ninjs`."))
    try:
        article = intake.from_fields(given, defaults=defaults, resolve=known)
    except CounterclaimError as error:
        return Intake(None, place, error=error)
    if article.url:
        known.earlier[article.url] = article.id
    return Intake(None, place, article=article)


def _accepted(index: int, place: str, article: Article, new: bool) -> Result:
    return Result(
        index=index, status="queued" if new else "known", place=place or None, id=article.id,
        href=f"/v1/articles/{article.id}",
    )


def _rejected(index: int, item: Intake) -> Result:
    error = item.error or InvalidInput("The article can't be taken.")
    return Result(index=index, status="rejected", place=item.place or None, problem=Problem(**problem_of(error)))
