"""Reads `as_of`: a position of the log, or a time."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from services.api.wiring import SystemDep
from services.usecases import as_of as moment
from services.usecases.ports import Queries


def position_of(text: str | None, queries: Queries) -> int | None:
    """The position that `text` means, as `services.usecases.as_of` reads it; None for None and for an empty field of a
    form. Raises `InvalidInput`."""
    return moment.position_of(text, queries) if text and text.strip() else None


def as_of(
    system: SystemDep,
    as_of: Annotated[
        str | None,
        Query(
            max_length=64, examples=["1042", "2011-07-05T12:00:00Z"],
            description="Read as of this position of the log or this ISO 8601 time; a date means its end.",
        ),
    ] = None,
) -> int | None:
    """The dependency: `as_of` as a position, None for now."""
    return position_of(as_of, system.queries)


AsOfDep = Annotated[int | None, Depends(as_of)]
