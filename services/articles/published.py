"""Moments as articles write them, read into times with a zone."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from services.domain.errors import InvalidInput


def moment(value: object, field: str = "published_at") -> datetime:
    """The time in UTC that an ISO 8601 or RFC 5322 date names; midnight where it has none, UTC where it has no zone.

    Raises `InvalidInput`.
    """
    if isinstance(value, datetime):
        return _in_utc(value)
    text = value.strip() if isinstance(value, str) else ""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _in_utc(parse(text))
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


def _in_utc(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
