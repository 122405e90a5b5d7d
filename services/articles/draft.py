"""What a format reader found: an article not yet checked, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.articles.origin.visible import Markup
from services.domain.errors import CounterclaimError


@dataclass(frozen=True, slots=True)
class Draft:
    """Text and metadata as read. `place` says where in the input ("feed entry 3", "line 7", "" for the whole of it).

    `corrects` is a reference to an earlier article: its id, URL or path. Where `corrects_if_known` is set, the
    reference is a hint of the format (an earlier version of the same item) and may lead nowhere. `source` is what was
    submitted, spelt as `markup`: the whole of a text, page or feed, in JSON the field that holds the body.
    """

    text: str
    media_type: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    corrects: str | None = None
    corrects_if_known: bool = False
    place: str = ""
    source: str | None = None
    markup: Markup = Markup.TEXT


@dataclass(frozen=True, slots=True)
class Rejected:
    """A part of the input that gives no article, and why."""

    error: CounterclaimError
    place: str = ""


Reading = list[Draft | Rejected]


@dataclass(frozen=True, slots=True)
class Defaults:
    """Metadata to take where the input itself has none."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    corrects: str | None = None
