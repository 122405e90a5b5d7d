"""Moments as articles write them, read into times with a zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from services.domain.errors import InvalidInput

_FARTHEST = timedelta(hours=14)
"""No zone is farther from Greenwich, and PostgreSQL takes little more."""


def moment(value: object, field: str = "published_at") -> datetime:
    """The time that an ISO 8601 or RFC 5322 date names, with the offset it gives: it tells which day "today" was.
    Midnight where it has no time, UTC where it has no zone. Raises `InvalidInput`.
    """
    if isinstance(value, datetime):
        return _zoned(value)
    text = value.strip() if isinstance(value, str) else ""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _zoned(parse(text))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    # Spelt out, so that no message carries what JSON or a terminal can't.
    given = (repr(text[:60]) if text else "nothing") if isinstance(value, str) else f"a {type(value).__name__}"
    raise InvalidInput(
        f"{field} must be an ISO 8601 date or time, for example 2011-07-05T10:00:00Z; given is {given}", field=field
    )


def moment_or_none(value: object) -> datetime | None:
    """Like `moment`, and None where there is nothing to read or it can't be read."""
    try:
        return moment(value)
    except InvalidInput:
        return None


def _zoned(value: datetime) -> datetime:
    """The value with a zone: its own offset where there is such a one on Earth, else UTC. Raises `OverflowError` at the
    edge of the calendar, where a day has none beside it."""
    zoned = value.replace(tzinfo=UTC) if value.tzinfo is None else value
    for days in (-1, 1):
        zoned.astimezone(UTC) + timedelta(days)
    offset = zoned.utcoffset() or timedelta(0)
    return zoned if abs(offset) <= _FARTHEST and not offset % timedelta(minutes=1) else zoned.astimezone(UTC)
