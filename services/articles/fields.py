"""An article given as named fields: the body of a request, or one JSON object."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.articles import html, ninjs
from services.articles.draft import Draft
from services.articles.published import moment
from services.domain.errors import InvalidInput

BODIES = ("text", "html", "ninjs")
_STRINGS = ("title", "outlet", "url", "corrects")
_SCHEME = re.compile(r"(?:https?|urn|tag):", re.IGNORECASE)


def read(fields: Mapping[str, Any]) -> Draft:
    """The draft of {"text" | "html" | "ninjs", "title", "outlet", "url", "published_at", "corrects"}; other fields are
    ignored. Raises `InvalidInput` with the field at fault."""
    given = [name for name in BODIES if fields.get(name) is not None]
    if len(given) != 1:
        found = f"these are given: {', '.join(given)}" if given else "none is given"
        at_fault = given[1] if given else "text"
        raise InvalidInput(f"Exactly one of text, html and ninjs must be given; {found}", field=at_fault)
    values = {name: _string(fields, name) for name in _STRINGS}
    if values["url"] and not _SCHEME.match(values["url"]):
        raise InvalidInput("url must begin with http:// or https://", field="url")
    draft = _body(fields, given[0], values["url"])
    published = fields.get("published_at")
    return replace(
        draft,
        title=values["title"] or draft.title,
        outlet=values["outlet"] or draft.outlet,
        url=values["url"] or draft.url,
        published_at=moment(published) if published is not None else draft.published_at,
        corrects=values["corrects"] or draft.corrects,
        corrects_if_known=draft.corrects_if_known and not values["corrects"],
    )


def _body(fields: Mapping[str, Any], name: str, url: str | None) -> Draft:
    value = fields[name]
    if name == "ninjs":
        if not isinstance(value, Mapping):
            raise InvalidInput("ninjs must be a JSON object, the news item itself", field="ninjs")
        return ninjs.read(value)
    if not isinstance(value, str):
        raise InvalidInput(f"{name} must be a string", field=name)
    if name == "text":
        return Draft(text=value, media_type="text/plain", source=value)
    draft = html.read(value, url=url)[0]
    assert isinstance(draft, Draft)  # noqa: S101
    return draft


def _string(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidInput(f"{name} must be a string", field=name)
    return value.strip() or None
