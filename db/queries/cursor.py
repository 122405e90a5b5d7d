"""Opaque cursors: the sort key of the last row shown, in base64."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from services.domain.errors import InvalidInput
from services.reports.shapes import Page

R = TypeVar("R")
T = TypeVar("T")
Key = list[Any]


def encode(key: Sequence[Any]) -> str:
    """The cursor that stands behind the row with this sort key."""
    return base64.urlsafe_b64encode(json.dumps(list(key)).encode()).decode().rstrip("=")


def decode(cursor: str | None, *kinds: type[Any]) -> Key | None:
    """The sort key in `cursor`, whose parts are of `kinds`; None at the start. Raises `InvalidInput`."""
    if cursor is None:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error):
        key = None
    if not isinstance(key, list) or len(key) != len(kinds) or not all(map(isinstance, key, kinds)):
        raise InvalidInput("the cursor is not one that this list gave out; begin without one", field="cursor")
    return key


def page(rows: Sequence[R], limit: int, key: Callable[[R], Sequence[Any]], shape: Callable[[R], T]) -> Page[T]:
    """A page of `limit` rows of the `limit + 1` that were asked for."""
    shown = rows[:limit]
    return Page(tuple(shape(row) for row in shown), encode(key(shown[-1])) if len(rows) > limit else None)
