"""Reads `as_of`: a position of the log, or a time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Query

from services.api.problems import ApiError
from services.api.wiring import SystemDep
from services.usecases.ports import Queries

LARGEST = 2**63 - 1


def position_of(text: str | None, queries: Queries) -> int | None:
    """The position that `text` (digits, or ISO 8601 date or time, UTC where it has no zone) means; None for None.

    A plain date means the end of that day. Raises `ApiError` naming what is allowed.
    """
    if text is None or not text.strip():
        return None
    text = text.strip()
    if text.isascii() and text.isdigit():
        if int(text) > LARGEST:
            raise _unreadable(text)
        return int(text)
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
    except ValueError as error:
        raise _unreadable(text) from error
    if len(text) == 10:
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999999)
    return queries.position_at(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _unreadable(text: str) -> ApiError:
    return ApiError(
        "invalid-input",
        f"as_of is a position of the log or an ISO 8601 time such as 2011-07-05T12:00:00Z, not {text[:60]!r}.",
        field="as_of",
    )


def as_of(
    system: SystemDep,
    as_of: Annotated[
        str | None,
        Query(max_length=64, description="Read as of this position of the log or this ISO 8601 time.",
              examples=["1042", "2011-07-05T12:00:00Z"]),
    ] = None,
) -> int | None:
    """The dependency: `as_of` as a position, None for now."""
    return position_of(as_of, system.queries)


AsOfDep = Annotated[int | None, Depends(as_of)]
