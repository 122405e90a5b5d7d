"""The header block that a plain text or Markdown file may begin with."""

from __future__ import annotations

import re

from services.domain.errors import InvalidInput

KEYS = ("title", "outlet", "published", "url", "corrects")
_LINE = re.compile(r"^([A-Za-z][A-Za-z-]{1,20}):\s+(\S.*)$")
_BLANK_LINE = re.compile(r"\n[^\S\n]*+\n")


def split(text: str) -> tuple[dict[str, str], str]:
    """Header values by lower-case key, and the text after the blank line that ends the block.

    A text whose first lines are not all "Key: value", or whose first key is none of `KEYS`, has no header and comes
    back whole. Raises `InvalidInput` on a key that is unknown or comes twice in a block that began as a header.
    """
    block, *rest = _BLANK_LINE.split(text.lstrip("\ufeff\r\n").replace("\r\n", "\n"), maxsplit=1)
    lines = [_LINE.match(line.strip()) for line in block.split("\n")]
    first = lines[0]
    if first is None or first.group(1).lower() not in KEYS or None in lines:
        return {}, text
    values: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        assert line is not None  # noqa: S101
        key = line.group(1).lower()
        if key not in KEYS:
            message = f"Header line {number} has the unknown key {line.group(1)!r}; known are {_known()}"
            raise InvalidInput(message, field=key)
        if key in values:
            raise InvalidInput(f"Header line {number} repeats {line.group(1)!r}; each key may stand once", field=key)
        values[key] = line.group(2).strip()
    return values, "".join(rest)


def _known() -> str:
    return ", ".join(key.capitalize() if key != "url" else "URL" for key in KEYS)
