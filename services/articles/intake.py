"""Bytes or fields in, articles or errors out: the door to this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.articles import detect, feed, fields, html, json_items, text_file
from services.articles.assemble import Resolve, assemble, with_defaults
from services.articles.draft import Defaults, Draft, Reading, Rejected
from services.articles.limits import DEFAULT, Limits
from services.domain.article import Article
from services.domain.errors import CounterclaimError, EmptyArticle

NO_DEFAULTS = Defaults()


@dataclass(frozen=True, slots=True)
class Intake:
    """One article, or one error: never both, never neither.

    `name` is the file, URL or "-" it came from; `place` the part of it ("feed entry 3", "line 7"), "" for the whole.
    """

    name: str | None
    place: str
    article: Article | None = None
    error: CounterclaimError | None = None

    @property
    def where(self) -> str:
        """Name and place for a person: "news.xml, feed entry 3"."""
        return ", ".join(part for part in (self.name, self.place) if part)


def nothing_known(reference: str) -> str | None:
    """A `Resolve` for callers that keep no articles."""
    return None


def read(
    data: bytes,
    *,
    name: str | None = None,
    media_type: str | None = None,
    defaults: Defaults = NO_DEFAULTS,
    limits: Limits = DEFAULT,
    resolve: Resolve = nothing_known,
) -> list[Intake]:
    """Every article in the bytes of one file, in its order. Raises nothing for bad input: an error is an item like any
    other, with its place, and what stands after it is read all the same. `media_type` is what the sender declared, if
    anything, with its charset; the content has the last word. `resolve` finds the article that another one corrects."""
    try:
        limits.check_bytes(len(data))
        drafts = _reading(data, name, media_type, defaults)
    except CounterclaimError as error:
        return [Intake(name, "", error=error)]
    return [_intake(draft, name, defaults, limits, resolve) for draft in drafts]


def from_fields(
    mapping: Mapping[str, Any],
    *,
    defaults: Defaults = NO_DEFAULTS,
    limits: Limits = DEFAULT,
    resolve: Resolve = nothing_known,
) -> Article:
    """The article of {"text" | "html" | "ninjs", "title", "outlet", "url", "published_at", "corrects"}; what it lacks
    is taken from `defaults`.

    Raises `InvalidInput` (or a kind of it) whose `field` names what is at fault.
    """
    return assemble(with_defaults(fields.read(mapping), defaults), limits, resolve)


def _reading(data: bytes, name: str | None, declared: str | None, defaults: Defaults) -> Reading:
    if not data.strip():
        raise EmptyArticle("The input is empty. Submit the words of the report.", field="text")
    text = detect.decode(data, declared)
    kind = detect.media_type(text, name=name, declared=declared)
    if kind == detect.HTML:
        return html.read(text, url=defaults.url)
    if kind == detect.JSON:
        return json_items.read(text)
    if kind == detect.JSON_LINES:
        return json_items.read_lines(text)
    if kind in (detect.RSS, detect.ATOM):
        return feed.read(text, kind)
    return text_file.read(text, kind)


def _intake(draft: Draft | Rejected, name: str | None, defaults: Defaults, limits: Limits, resolve: Resolve) -> Intake:
    if isinstance(draft, Rejected):
        return Intake(name, draft.place, error=draft.error)
    try:
        return Intake(name, draft.place, article=assemble(with_defaults(draft, defaults), limits, resolve))
    except CounterclaimError as error:
        return Intake(name, draft.place, error=error)
