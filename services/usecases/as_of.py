"""Reads the moment that is asked for, the same at the terminal, over HTTP and on the page: a position, or a time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from services.domain.errors import InvalidInput
from services.usecases.ports import Queries

LARGEST = 2**63 - 1


def position_of(text: str, queries: Queries, *, field: str = "as_of") -> int:
    """The position of the log that `text` means: digits, or an ISO 8601 date or time, UTC where it has no zone. A plain
    date means the end of that day.

    Raises `InvalidInput` naming what is allowed.
    """
    text = text.strip()
    if text.isascii() and text.isdigit():
        # Longer ones are no position, and Python reads no number of thousands of digits.
        if len(text) > len(str(LARGEST)) or int(text) > LARGEST:
            raise _unreadable(text, field)
        return int(text)
    try:
        moment = _moment(text)
    except ValueError as error:
        raise _unreadable(text, field) from error
    return queries.position_at(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _moment(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time.max)
    except ValueError:
        # In an address "+" is read as a blank.
        return datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)


def _unreadable(text: str, field: str) -> InvalidInput:
    return InvalidInput(
        f"{field} is a position of the log, or an ISO 8601 date or time such as 2011-07-05T12:00:00Z, "
        f"not {text[:60]!r}",
        field=field,
    )
