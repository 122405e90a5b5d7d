"""News items as ninjs, IPTC's news in JSON, versions 1.0 to 3.x (https://iptc.org/std/ninjs)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.articles.draft import Draft
from services.articles.markup import paragraphs
from services.articles.origin.visible import Markup
from services.articles.plain_text import clean
from services.articles.published import moment
from services.domain.errors import EmptyArticle, InvalidInput

_HALTED = {"canceled", "cancelled", "withheld"}
_MARKS = {"bodytext", "bodyxhtml", "bodyhtml", "body", "bodies", "headlines", "versioncreated", "pubstatus"}


def is_ninjs(item: Mapping[str, Any]) -> bool:
    """Whether a JSON object looks like a ninjs item."""
    return not _MARKS.isdisjoint(_folded(item)) or ("uri" in item and "headline" in item)


def read(item: Mapping[str, Any]) -> Draft:
    """The draft of one item. Raises `EmptyArticle` for an item without a body, `InvalidInput` for one that its
    provider withdrew, or with a date that can't be read."""
    fields = _folded(item)
    status = str(fields.get("pubstatus") or "usable")
    if status.rpartition(":")[2].lower() in _HALTED:
        message = f"The item's pubstatus is {status!r}: its provider withdrew it. Submit usable items."
        raise InvalidInput(message, field="pubstatus")
    source, markup = _body(fields)
    text = paragraphs(source) if markup is Markup.HTML else source
    if not text.strip():
        kind = fields.get("type")
        what = f"an item of type {kind!r}" if isinstance(kind, str) and kind != "text" else "the item"
        raise EmptyArticle(f"There is no text in {what}: give body_text, body_xhtml or bodies.", field="body_text")
    uri = _string(fields.get("uri"))
    # Each moment of publication has its own version; the first creation is the fallback.
    stated = fields.get("versioncreated") or fields.get("contentcreated") or fields.get("firstcreated")
    return Draft(
        text=text,
        media_type="application/ninjs+json",
        title=_headline(fields),
        outlet=_provider(fields),
        url=uri,
        published_at=moment(stated, "versioncreated") if stated else None,
        corrects=_earlier(fields, uri),
        corrects_if_known=True,
        source=source,
        markup=markup,
    )


def _folded(item: Mapping[str, Any]) -> dict[str, Any]:
    """Version 1 writes body_text, version 2 bodytext, version 3 bodyText: one spelling for all."""
    return {str(key).replace("_", "").lower(): value for key, value in item.items()}


def _body(fields: Mapping[str, Any]) -> tuple[str, Markup]:
    """The body as the item spells it, and how; "" where there is none."""
    if text := _filled(fields.get("bodytext")):
        return text, Markup.TEXT
    for key in ("bodyxhtml", "bodyhtml", "body"):
        if markup := _filled(fields.get(key)):
            return markup, Markup.HTML
    bodies = [_folded(body) for body in _list(fields.get("bodies")) if isinstance(body, Mapping)]
    bodies.sort(key=lambda b: (b.get("role") not in ("main", "body", None), "html" in str(b.get("contenttype"))))
    for body in bodies:
        if value := _filled(body.get("value")):
            is_markup = "html" in str(body.get("contenttype")) or value.lstrip().startswith("<")
            return value, Markup.HTML if is_markup else Markup.TEXT
    return "", Markup.TEXT


def _headline(fields: Mapping[str, Any]) -> str | None:
    if headline := _string(fields.get("headline")):
        return headline
    headlines = [h for h in _list(fields.get("headlines")) if isinstance(h, Mapping)]
    main = sorted(headlines, key=lambda h: h.get("role") not in ("main", "headline", None))
    values = [v for h in main if (v := _string(h.get("value")))]
    return values[0] if values else _string(fields.get("title"))


def _provider(fields: Mapping[str, Any]) -> str | None:
    for key in ("provider", "source", "infosources", "copyrightholder"):
        for value in _list(fields.get(key)):
            name = value.get("name") or value.get("literal") if isinstance(value, Mapping) else value
            if found := _string(name):
                return found
    return None


def _earlier(fields: Mapping[str, Any], uri: str | None) -> str | None:
    if origin := _string(fields.get("evolvedfrom")):
        return origin
    version = str(fields.get("version") or "1")
    return uri if version.isdecimal() and version.lstrip("0") not in ("", "1") else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _filled(value: Any) -> str | None:
    """The string as it stands, where it holds more than blanks."""
    return value if isinstance(value, str) and clean(value) else None


def _string(value: Any) -> str | None:
    return clean(value) or None if isinstance(value, str) else None
