"""The characters of a source that a reader may see, entities decoded and tags left out, each with its place."""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from services.articles.plain_text import INVISIBLE

_MARK = re.compile(
    r"<!--|<!\[CDATA\[|</?([A-Za-z][\w:.-]*+)[^<>]*+>|<[!?][^<>]*+>|&(?:#\d{1,9}|#[xX][\da-fA-F]{1,9}|[A-Za-z]\w*);?"
)
_SILENT = frozenset({"script", "style", "title", "template"})


class Markup(StrEnum):
    """How a source spells its text: as it stands, as HTML, or as a feed, which is XML with HTML inside."""

    TEXT = "text"
    HTML = "html"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Visible:
    """Characters of a text, and where each is spelt in the source: [start, end)."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


@lru_cache(maxsize=2)
def visible(source: str, markup: Markup) -> Visible:
    """What a reader sees of `source`, blanks left out. Reads broken markup too: a tag that never closes is text."""
    if markup is Markup.TEXT:
        return _squeezed(Visible(source, range(len(source)), range(1, len(source) + 1)))
    if markup is Markup.HTML:
        return _squeezed(_spelt(_parts(source, silent=_SILENT)))
    outer = _spelt(_parts(source, cdata=True))
    inner = _spelt(_parts(outer.text, silent=_SILENT))
    starts = array("L", (outer.starts[i] for i in inner.starts))
    return _squeezed(Visible(inner.text, starts, array("L", (outer.ends[i - 1] for i in inner.ends))))


def squeezed(text: str) -> Visible:
    """The characters of `text` that are neither blank nor invisible."""
    return visible(text, Markup.TEXT)


def _parts(source: str, *, silent: frozenset[str] = frozenset(), cdata: bool = False) -> Iterator[tuple[str, int, int]]:
    """Decoded characters with the stretch of the source that spells them."""
    at, unclosed = 0, set[str]()
    while mark := _MARK.search(source, at):
        yield source[at : mark.start()], at, mark.start()
        at, found, name = mark.end(), mark.group(), (mark.group(1) or "").lower()
        if found[0] == "&":
            yield html.unescape(found), mark.start(), at
        elif found == "<!--":
            at = _behind(source, "-->", at)
        elif found == "<![CDATA[" and cdata:
            stop = _behind(source, "]]>", at)
            inside = source[at:stop].removesuffix("]]>")
            yield inside, at, at + len(inside)
            at = stop
        elif name in silent - unclosed and found[1] != "/":
            close = re.compile(rf"</{name}\b", re.I).search(source, at)
            at, unclosed = (close.start(), unclosed) if close else (at, unclosed | {name})
    yield source[at:], at, len(source)


def _behind(source: str, closing: str, at: int) -> int:
    found = source.find(closing, at)
    return len(source) if found < 0 else found + len(closing)


def _spelt(parts: Iterable[tuple[str, int, int]]) -> Visible:
    texts: list[str] = []
    starts, ends = array("L"), array("L")
    for text, start, end in parts:
        texts.append(text)
        one_by_one = len(text) == end - start
        starts.extend(range(start, end) if one_by_one else [start] * len(text))
        ends.extend(range(start + 1, end + 1) if one_by_one else [end] * len(text))
    return Visible("".join(texts), starts, ends)


def _squeezed(seen: Visible) -> Visible:
    kept = [i for i, c in enumerate(seen.text) if not c.isspace() and not INVISIBLE.match(c)]
    return Visible(
        "".join(seen.text[i] for i in kept),
        array("L", (seen.starts[i] for i in kept)),
        array("L", (seen.ends[i] for i in kept)),
    )
