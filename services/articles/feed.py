"""RSS and Atom feeds: each entry is one article."""

from __future__ import annotations

import io
import re
from typing import Any

import feedparser

from services.articles.draft import Draft, Reading, Rejected
from services.articles.markup import paragraphs
from services.articles.origin.visible import Markup
from services.articles.published import moment_or_none
from services.domain.errors import EmptyArticle, MalformedInput

_END = re.compile(r"</(?:rss|rdf:RDF|(?:\w+:)?feed)\s*>")
_TOO_LONG = re.compile(r"&(?:amp;)?#[xX]?[0-9a-fA-F]{10,}+;?")
_IN_UTF8 = {"content-type": "application/xml; charset=utf-8"}


def read(text: str, media_type: str) -> Reading:
    """One draft an entry, in the feed's order; an entry without text is rejected by its number.

    Raises `MalformedInput` where the XML is broken before the first entry, `EmptyArticle` where there is no entry.
    """
    # feedparser makes a number of what names a character, and raises where that is too long to be one.
    feed = feedparser.parse(io.BytesIO(_as_utf8(_TOO_LONG.sub("\ufffd", text))), response_headers=_IN_UTF8)
    if not feed.entries:
        if feed.bozo:
            reason = _reason(feed.bozo_exception, text)
            raise MalformedInput(f"The feed does not parse: {reason}. Mend the XML there.", field="xml")
        raise EmptyArticle("The feed has no entries. Submit an RSS or Atom file with items.", field="text")
    outlet = _string(feed.feed.get("title"))
    found = [_entry(entry, number, outlet, media_type, text) for number, entry in enumerate(feed.entries, start=1)]
    # feedparser mends small faults such as an unknown entity; a feed that breaks off has lost what followed.
    if feed.bozo and not _whole(text):
        reason = _reason(feed.bozo_exception, text)
        message = f"The feed breaks off: {reason}. Entries after that are lost; fetch it again."
        found.append(Rejected(MalformedInput(message, field="xml"), f"after feed entry {len(found)}"))
    return found


def _entry(entry: Any, number: int, outlet: str | None, media_type: str, source_text: str) -> Draft | Rejected:
    title = _string(entry.get("title"))
    place = f"feed entry {number}" + (f" ({title[:60]})" if title else "")
    text = _body(entry)
    if not text:
        message = "The entry has no text: it needs content:encoded, content, description or summary."
        return Rejected(EmptyArticle(message, field="text"), place)
    source = entry.get("source") or {}
    return Draft(
        text=text,
        media_type=media_type,
        title=title,
        outlet=_string(source.get("title")) or outlet,
        url=_string(entry.get("link")) or _string(entry.get("id")),
        published_at=moment_or_none(entry.get("published") or entry.get("updated")),
        place=place,
        source=source_text,
        markup=Markup.FEED,
    )


def _body(entry: Any) -> str:
    """The longest that the entry has: full content where the feed carries it, else the summary."""
    candidates = [part.get("value") or "" for part in entry.get("content") or []] + [entry.get("summary") or ""]
    return max((paragraphs(candidate) for candidate in candidates), key=len)


def _whole(text: str) -> bool:
    """Whether nothing but blanks and comments follows on the tag that closes a feed. Read from the end, each character
    once: what stands there may be meant to take long."""
    end = _before_blanks(text, len(text))
    while text.endswith("-->", 0, end):
        begin = text.rfind("<!--", 0, end)
        if begin < 0:
            return False
        end = _before_blanks(text, begin)
    begin = text.rfind("</", 0, end)
    return begin >= 0 and _END.fullmatch(text, begin, end) is not None


def _before_blanks(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _as_utf8(text: str) -> bytes:
    """The text's own declaration may name the encoding it had on disk; by now it is decoded."""
    head, mark, rest = text.lstrip("\ufeff \t\r\n").partition("?>")
    return (rest if mark and head.startswith("<?xml") else text).lstrip().encode()


def _reason(error: Exception, text: str) -> str:
    line = getattr(error, "getLineNumber", None)
    if line is None:
        return str(error).rstrip(".")
    # feedparser puts a declaration on a line of its own before what it is given.
    number = line() - (not text.lstrip().startswith("<?xml"))
    message, column = error.getMessage(), error.getColumnNumber()  # type: ignore[attr-defined]
    return f"{message} at line {number}, column {column + 1}"


def _string(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
