"""Whether four digits are a year or a count: "in 2011 rebels took the town", "about 1900 people were killed"."""

from __future__ import annotations

import re
from functools import cache

from services.contradictions.labels import labelled
from services.contradictions.lexicon import entries, lexicon, table
from services.contradictions.numerals import Numeral, numerals_of
from services.contradictions.stems import idle

REACH = 60
YEAR = re.compile(r"(?:1[89]|20)\d\d")
WORDS = re.compile(r"[^\W\d_][\w’'-]*")
DATED = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2},?)?\s$"
)
OWNING = re.compile(
    r"(?:['’]s?|\b(?:the|an?|this|that|its|their|his|her|our|your|my))\s(?:[\w’'-]+\s)?$", re.IGNORECASE
)
NAME = re.compile(r"\w\s[A-Z][\w’'-]*\s$")
MANY = re.compile(r"\s(?:were|are|have)\b")
SHORTEST = 4


def year_at(text: str, start: int, end: int) -> bool:
    """Whether the digits from `start` to `end`, or the last of a range there, are a year."""
    covering = next((n for n in numerals_of(text) if n.at <= start and end <= n.end), None)
    if covering:
        return is_year(covering, text)
    return bool(YEAR.fullmatch(text, start, end)) and _stands_as_year(text, start, end)


def is_year(number: Numeral, text: str) -> bool:
    """Whether a number is a year: four digits that nothing near makes a count."""
    if not YEAR.fullmatch(number.digits) or number.times or number.sign or number.percent:
        return False
    return _stands_as_year(text, number.at, number.end)


def _stands_as_year(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - REACH) : start]
    if labelled(before):
        return False
    if _timed(before) or DATED.search(before):
        return True
    modifier, led = _modifier(before)
    if modifier and not _timed(before[:led]):
        return not (
            modifier in _words_of("counting") or MANY.match(text, end) or _counted(text, end) or _plural(text, end)
        )
    if OWNING.search(before):
        return True
    if _counted(text, end):
        return False
    return _last(before) in _words_of("linking") or NAME.search(before) is not None or not _plural(text, end)


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(entries(table("years")[name]))


def _last(before: str) -> str:
    """The word right before, in small letters; empty after a comma or the like."""
    found = re.search(r"([\w’'-]+)\s$", before)
    return found[1].casefold() if found else ""


def _timed(before: str) -> bool:
    return _last(before) in _words_of("timing")


def _modifier(before: str) -> tuple[str, int]:
    """The words right before that open or round a figure ("at least"), in small letters, and where they start."""
    for _, start, end in lexicon("quantities", "modifiers").finditer(before):
        if not before[end:].strip():
            return before[start:end].casefold(), start
    return "", 0


def _next(text: str, end: int, most: int) -> list[str]:
    """Up to `most` words that follow on the digits with nothing but blanks between."""
    found: list[str] = []
    while len(found) < most and end < len(text) and text[end].isspace() and (word := WORDS.match(text, end + 1)):
        found.append(word.group())
        end = word.end()
    return found


def _counted(text: str, end: int) -> bool:
    """Whether a noun that is hardly ever dated follows, at most one word between."""
    return any(w.casefold() in _words_of("counted") for w in _next(text, end, 2))


def _plural(text: str, end: int) -> bool:
    """Whether a plural follows that no year commonly stands before."""
    word = next(iter(_next(text, end, 1)), "").casefold()
    plural = word.endswith("s") and not word.endswith(("ss", "'s", "’s")) and len(word) >= SHORTEST
    return plural and word not in idle() and word not in _words_of("dated")
