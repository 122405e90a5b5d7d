"""Words of a person that the database can hold."""

from __future__ import annotations

import re

from services.domain.errors import InvalidInput

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def require_storable(text: str | None, field: str) -> None:
    """Raise `InvalidInput` for NUL, which PostgreSQL's text can't hold, and for half of a surrogate pair, which UTF-8
    can't: an event with one of them would be lost to the read side."""
    if text and _UNSTORABLE.search(text):
        raise InvalidInput(
            f"{field} holds a character that can't be stored (NUL or half a pair); leave it out", field=field
        )
