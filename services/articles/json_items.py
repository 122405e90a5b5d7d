"""JSON files and JSON lines: one item, a list of items, or an item a line; ninjs or named fields."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from services.articles import fields, ninjs
from services.articles.draft import Draft, Reading, Rejected
from services.domain.errors import CounterclaimError, MalformedInput


def read(text: str) -> Reading:
    """The drafts of a JSON document. Raises `MalformedInput` with line and column where it does not parse."""
    document = _parsed(text)
    if isinstance(document, dict) and isinstance(document.get("items"), list):
        document = document["items"]
    if isinstance(document, list):
        return [_item(item, f"item {number}") for number, item in enumerate(document, start=1)]
    return [_item(document, "")]


def read_lines(text: str) -> Reading:
    """The drafts of JSON lines, blank lines skipped; a bad line is rejected by its number and the rest goes on."""
    found: Reading = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            found.append(_item(_parsed(line), place))
        except MalformedInput as error:
            found.append(Rejected(error, place))
    return found


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        message = f"The JSON does not parse at {where}: {error.msg}. Mend it there."
        raise MalformedInput(message, field="json") from error
    except ValueError as error:
        raise MalformedInput("The JSON holds a number too long to be read.", field="json") from error
    except RecursionError as error:
        raise MalformedInput("The JSON is nested too deep to be a news item.", field="json") from error


def _item(item: Any, place: str) -> Draft | Rejected:
    try:
        if not isinstance(item, dict):
            raise MalformedInput(
                'A JSON article must be a ninjs item or an object {"text": …, "title": …, "outlet": …}.',
                field="json",
            )
        named = any(item.get(name) is not None for name in fields.BODIES)
        draft = ninjs.read(item) if ninjs.is_ninjs(item) and not named else fields.read(item)
        return replace(draft, place=place)
    except CounterclaimError as error:
        return Rejected(error, place)
