"""Markdown: its marks taken off, its first heading taken as the title; in time that grows with the text alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

_HEADING = re.compile(r"^#{1,6}(?:[^\S\n]++(.*))?$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]\n]*+)\]\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+\)")
_PREFIX = re.compile(r"^(?:>\s?|[-*+]\s+|\d+\.\s+)", re.MULTILINE)
_RULE = re.compile(r"^(?:[-*_][^\S\n]?){3,}+$", re.MULTILINE)
_TITLE = re.compile(r"\A\s*+#[^\S\n]++(\S.*)\n")
_OPENING = re.compile(r"(?=(\*\*(?=\S)|__(?=\S))?)(?=(\*(?=\S)|(?<!\w)_(?=\S))?)[*_]")
_CLOSING = {mark: re.compile(rf"(?<=\S)(?={re.escape(mark)}(?!\w))") for mark in ("**", "__", "*", "_")}


def plain(text: str) -> tuple[str, str | None]:
    """The text without Markdown's marks, and the first heading where the text begins with one."""
    found = _TITLE.match(text)
    title = _bare(found.group(1)) if found else None
    body = text[found.end():] if found else text
    body = _RULE.sub("", body)
    body = _PREFIX.sub("", _HEADING.sub(lambda m: _bare(m.group(1) or ""), body))
    return "\n".join("".join(_without_emphasis(line)) for line in _LINK.sub(r"\1", body).split("\n")), title


def _bare(heading: str) -> str:
    return heading.strip().rstrip("#").rstrip()


def _without_emphasis(line: str) -> Iterator[str]:
    """The line's pieces without each mark that opens on a word and closes behind one, and without its closing one."""
    closings = {mark: [m.start() for m in pattern.finditer(line)] for mark, pattern in _CLOSING.items() if mark in line}
    at = 0
    for opening in _OPENING.finditer(line) if closings else ():
        if opening.start() < at:
            continue
        for mark in filter(None, opening.groups()):
            inside = opening.start() + len(mark)
            place = bisect_left(closings[mark], inside + 1)
            if place < len(closings[mark]):
                close = closings[mark][place]
                yield line[at:opening.start()] + line[inside:close]
                at = close + len(mark)
                break
    yield line[at:]
