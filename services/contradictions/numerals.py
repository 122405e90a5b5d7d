"""Numbers in a text as ranges: "more than 50" is anything above 50, "between 40 and 60" what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import inf

from services.contradictions.labels import in_name
from services.contradictions.lexicon import lexicon, table

ROUGH = 0.12
MORE = re.compile(r"\s?(?:[^\W\d_]+\s){0,2}(?:or|and) more\b", re.IGNORECASE)
MOST = re.compile(r"\s?(?:[^\W\d_]+\s){0,2}at (?:the )?(?:very )?most\b", re.IGNORECASE)
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
PART = r"[\s-]and[\s-]an?[\s-](?:half|quarter)\b(?!\sof\b)"
"""What follows a number to raise it by a part of what it counts: "two and a half million", "a million and a half"."""
JOINED = re.compile(r"\s?(?:-|–|to|or)\s?", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number: the least and most it can be, where it stands with what modifies it (`start` to `end`) and alone
    (`at`), the currency sign before it, whether a percent sign follows, whether it is written in digits or is loose
    ("dozens")."""

    low: float
    high: float
    start: int
    end: int
    at: int
    sign: str = ""
    percent: bool = False
    digits: str = ""
    loose: bool = False
    times: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is one value."""
        return self.low == self.high


@cache
def _pattern() -> re.Pattern[str]:
    data = table("quantities")
    words, multipliers, loose = (
        "|".join(re.escape(k) for k in sorted(data[block], key=len, reverse=True))
        for block in ("words", "multipliers", "loose")
    )
    return re.compile(
        rf"(?<![\w.,])(?:(?P<loose>{loose})\b|(?P<money>[$€£¥])?(?P<digits>{DIGITS})"
        rf"|(?P<article>half an?|a quarter of an?|an?)(?=\s(?:{multipliers})\b)"
        rf"|(?P<word>{words})(?:[- ](?P<ones>{words}))?\b)(?P<part>{PART})?"
        rf"(?:(?:[\s-]|\sof\s)(?P<times>{multipliers})s?\b(?:[\s-](?P<again>{multipliers})s?\b)?|(?P<short>bn|m|k)\b)?"
        rf"(?P<of_that>{PART})?"
        rf"(?: and (?P<rest>{words})(?:[- ](?P<last>{words}))?(?=\s\w))?"
        rf"(?:\s?(?P<percent>%|percent\b|per cent\b))?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4096)
def numerals_of(text: str) -> tuple[Numeral, ...]:
    """The numbers in order, ranges as one; those in names ("F-16") are none."""
    bare = [_bare(m) for m in _pattern().finditer(text) if not (m["digits"] and in_name(text, m.start()))]
    modifiers = list(lexicon("quantities", "modifiers").finditer(text))
    return tuple(_modified(found, modifiers, text) for found in _ranges(bare, text))


def _bare(match: re.Match[str]) -> Numeral:
    low, high = _value(match)
    end = match.end()
    if match["rest"] and not _hundreds(match):
        end = match.start("rest") - len(" and ")
    return Numeral(
        low,
        high,
        match.start(),
        end,
        match.start(),
        match["money"] or "",
        bool(match["percent"]) and end == match.end(),
        match["digits"] or "",
        bool(match["loose"]),
        bool(match["times"] or match["short"]),
    )


def _hundreds(match: re.Match[str]) -> bool:
    return bool(match["word"] or match["article"]) and (match["times"] or "").casefold() in ("hundred", "thousand")


def _value(match: re.Match[str]) -> tuple[float, float]:
    data = table("quantities")
    scale = 1.0
    for times in (match["times"], match["again"], match["short"]):
        scale *= float(data["multipliers"][times.casefold()]) if times else 1.0
    if match["loose"]:
        low, high = data["loose"][match["loose"].casefold()]
        return low * scale, high * scale
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
    elif match["article"]:
        value = {"half": 0.5, "a qu": 0.25}.get(match["article"].casefold()[:4], 1.0)
    else:
        value = _worded(match["word"], match["ones"])
    for part in (match["part"], match["of_that"]):
        value += 0.0 if not part else 0.5 if part.casefold().endswith("half") else 0.25
    rest = _worded(match["rest"], match["last"]) if match["rest"] and _hundreds(match) else 0.0
    return value * scale + rest, value * scale + rest


def _worded(tens: str, ones: str | None) -> float:
    words = table("quantities")["words"]
    return float(words[tens.casefold()]) + (float(words[ones.casefold()]) if ones else 0.0)


def _ranges(bare: list[Numeral], text: str) -> list[Numeral]:
    """ "40 to 60" and "between 40 and 60" are one; "from 40 to 60" after a change is two."""
    out, taken = [], False
    for one, other in zip(bare, [*bare[1:], None][: len(bare)], strict=True):
        if taken:
            taken = False
            continue
        if other and _joined(one, other, text):
            scale = other.high / float(other.digits.replace(",", "")) if other.digits and one.digits else 1.0
            low = one.low * scale if not one.times and not one.percent else one.low
            if low < other.high:
                out.append(replace(other, low=low, start=one.start, at=one.at, sign=one.sign or other.sign))
                taken = True
                continue
        out.append(one)
    return out


def _joined(one: Numeral, other: Numeral, text: str) -> bool:
    gap, before = text[one.end : other.start], text[max(0, one.start - 60) : one.start]
    if gap.strip().casefold() == "and":
        return bool(BETWEEN.search(before))
    if not JOINED.fullmatch(gap) or one.loose or other.loose:
        return False
    return not (before.casefold().endswith("from ") and lexicon("changes", "verbs").first(before))


def _modified(found: Numeral, modifiers: list[tuple[str, int, int]], text: str) -> Numeral:
    """Widened by the words before it ("at least", "about") or after it ("or more", "at most")."""
    before = [(k, s) for k, s, e in modifiers if e <= found.start and not text[e : found.start].strip(" -")]
    start = before[-1][1] if before else found.start
    after = "above" if MORE.match(text, found.end) else "below" if MOST.match(text, found.end) else ""
    low, high = found.low, found.high
    match before[-1][0] if before else after:
        case "above":
            high = inf
        case "below":
            low = 0.0
        case "about":
            low, high = low * (1 - ROUGH), high * (1 + ROUGH)
    return replace(found, low=low, high=high, start=start)


def apart(one: tuple[float, float], other: tuple[float, float], slack: float) -> bool:
    """Whether two ranges do not meet, each given `slack` of its bounds."""
    return one[0] * (1 - slack) > other[1] * (1 + slack) or other[0] * (1 - slack) > one[1] * (1 + slack)
