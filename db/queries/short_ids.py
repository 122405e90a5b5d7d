"""Full ids from unambiguous beginnings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, Text, cast, select

from services.domain.errors import Ambiguous, NotFound

SHORTEST = 6


def full_id(connection: Connection, column: Column[Any], given: str, noun: str) -> str:
    """The one id in `column` that begins with `given`. Raises `NotFound` or `Ambiguous`."""
    wanted = given.strip().lower()
    if len(wanted) < SHORTEST or not set(wanted) <= set("0123456789abcdef-"):
        raise NotFound(f"no {noun} has the id {given!r}; give at least {SHORTEST} characters of it")
    key = cast(column, Text)
    found = list(connection.execute(
        select(key).where(key >= wanted, key < wanted + "g").distinct().order_by(key).limit(3)
    ).scalars())
    if not found:
        raise NotFound(f"no {noun} has the id {given!r}; list them to see which there are")
    if len(found) > 1:
        more = " and more" if len(found) > 2 else ""
        raise Ambiguous(f"{given!r} fits {', '.join(found)}{more}; give more of the id")
    return str(found[0])
