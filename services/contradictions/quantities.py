"""Figures in a text as ranges with units: "more than 50 targets" is anything above 50."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf

from services.contradictions.lexicon import lexicon, table
from services.contradictions.stems import WORD, idle, stem

ROUGH = 0.12
PERSONS = "person"
MORE = re.compile(r"\s?(?:\w+\s){0,2}(?:or|and) more\b", re.IGNORECASE)
CLOCK = re.compile(r"\s?(?:am|pm|a\.m|p\.m)\b", re.IGNORECASE)
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: the least and most it can be, its unit (stems of the words after it; "%" or a currency sign), its
    words and where it starts."""

    low: float
    high: float
    unit: frozenset[str]
    words: str
    start: int


@cache
def _figure() -> re.Pattern[str]:
    words = "|".join(sorted(table("quantities")["words"], key=len, reverse=True))
    multipliers = "|".join(sorted(table("quantities")["multipliers"], key=len, reverse=True))
    loose = "|".join(re.escape(k) for k in sorted(table("quantities")["loose"], key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<loose>{loose})\b|(?P<money>[$€£])?(?P<digits>{DIGITS})"
        rf"|(?P<word>{words})(?:[- ](?P<ones>{words}))?\b)"
        rf"(?:[\s-](?P<times>{multipliers})s?\b|(?P<short>bn|m|k)\b)?"
        rf"\s?(?P<percent>%|percent\b|per cent\b)?(?P<more> (?:or|and) more\b)?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4096)
def quantities_of(text: str) -> tuple[Quantity, ...]:
    """The figures that have a unit; years, clock times and dates are left out."""
    found = []
    modifiers = list(lexicon("quantities", "modifiers").finditer(text))
    for match in _figure().finditer(text):
        unit = _unit(match, text)
        if not unit or _calendar(match, text):
            continue
        low, high = _range(match)
        before = [(k, s) for k, s, e in modifiers if e <= match.start() and not text[e : match.start()].strip()]
        start = before[-1][1] if before else match.start()
        more = match["more"] or MORE.match(text, match.end())
        kind = before[-1][0] if before else "above" if more else ""
        if kind == "above":
            high = inf
        elif kind == "below":
            low = 0.0
        elif kind == "about":
            low, high = low * (1 - ROUGH), high * (1 + ROUGH)
        found.append(Quantity(low, high, unit, " ".join(text[start : match.end()].split()), match.start()))
    return tuple(found)


def _range(match: re.Match[str]) -> tuple[float, float]:
    data = table("quantities")
    if match["loose"]:
        low, high = data["loose"][match["loose"].casefold()]
        return float(low), float(high)
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
    else:
        value = float(data["words"][match["word"].casefold()])
        if match["ones"]:
            value += float(data["words"][match["ones"].casefold()])
    if times := match["times"] or match["short"]:
        value *= float(data["multipliers"][times.casefold()])
    return value, value


def _unit(match: re.Match[str], text: str) -> frozenset[str]:
    if match["percent"]:
        return frozenset("%")
    if match["money"]:
        return frozenset(match["money"])
    after = re.split(r"[.;:!?,\"”)]", text[match.end() : match.end() + 48])[0]
    unit = set[str]()
    for n, word in enumerate(WORD.findall(after)[:5]):
        if word.casefold() == "of" and not unit:
            continue
        if not n and word.casefold() in table("quantities")["persons"]:
            return frozenset({PERSONS})
        if word[0].isdigit() or word.casefold() in idle() or (n and word.endswith("ed")):
            break
        unit.add(stem(word))
    return frozenset(unit)


def _calendar(match: re.Match[str], text: str) -> bool:
    """A year, a day of a month, a clock time, or "no one", "one of"."""
    digits = match["digits"]
    if digits and CLOCK.match(text, match.end()):
        return True
    if digits and re.search(
        r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s$",
        text[: match.start()],
    ):
        return True
    if digits and not match["money"] and re.fullmatch(r"(?:1[89]|20)\d\d", digits) and not match["percent"]:
        return True
    return bool(match["word"]) and (match["word"].casefold() == "one" and not match["times"])
