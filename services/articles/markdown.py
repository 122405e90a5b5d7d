"""Markdown: its marks taken off, its first heading taken as the title."""

from __future__ import annotations

import re

_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|(?<!\w)_)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_PREFIX = re.compile(r"^(?:>\s?|[-*+]\s+|\d+\.\s+)", re.MULTILINE)
_RULE = re.compile(r"^(?:[-*_]\s?){3,}$", re.MULTILINE)
_TITLE = re.compile(r"\A\s*#\s+(.*?)\s*#*\n")


def plain(text: str) -> tuple[str, str | None]:
    """The text without Markdown's marks, and the first heading where the text begins with one."""
    found = _TITLE.match(text)
    title = found.group(1) if found else None
    body = text[found.end():] if found else text
    body = _RULE.sub("", body)
    body = _PREFIX.sub("", _HEADING.sub(r"\1", body))
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", body)), title
