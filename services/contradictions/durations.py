"""Spans of time in a text, in days, with what they measure: how long something took, how long ago it was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from services.contradictions.lexicon import entries, lexicon, table
from services.contradictions.numerals import numerals_of

SLACK = 0.15
"""How exact a round span of time is taken to be: "a month" is 26 to 35 days."""
BEFORE, AFTER = 24, 16
HALF = re.compile(r"\s(?:and|an) a half\b", re.IGNORECASE)
ROLE = re.compile(r"\W*(\w+(?: of)?)")


@dataclass(frozen=True, slots=True)
class Duration:
    """The least and most days; `role` is "long", "before" or "ago"; where its words start and end."""

    low: float
    high: float
    role: str
    words: str
    start: int
    end: int


@cache
def _unit() -> re.Pattern[str]:
    names = "|".join(sorted(table("durations")["units"], key=len, reverse=True)).replace("century", "centur")
    return re.compile(
        rf"\s?-?(?:full |whole |long |more |consecutive |calendar |straight )*(?P<unit>{names})(?:y|ies|s)?['’]?s?\b"
    )


@cache
def _single() -> re.Pattern[str]:
    names = "|".join(sorted(table("durations")["units"], key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<within>within|in under|in less than) )?"
        rf"(?:(?P<more>more than|over|at least|almost|nearly|about|around|less than|under|barely) )?"
        rf"(?P<half>half an?|a quarter of an?|an?|the)\s(?P<unit>{names})(?P<more_half> and a half)?\b(?! half)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4096)
def durations_of(text: str) -> tuple[Duration, ...]:
    """The spans in order of their place; rates ("a day", "every two weeks") are none."""
    found = [*_counted(text), *_alone(text)]
    return tuple(sorted(found, key=lambda d: d.start))


def _counted(text: str) -> list[Duration]:
    out = []
    for number in numerals_of(text):
        unit = _unit().match(text, number.end)
        if not unit or number.sign or number.percent or _rate(text, number.start):
            continue
        days = _days(unit["unit"])
        half = HALF.match(text, unit.end())
        more = days / 2 if half else 0.0
        low, high = number.low * days + more, number.high * days + more
        end = half.end() if half else unit.end()
        if within := _within(text, number.start):
            low = 0.0
        role = _role(text, end)
        if role:
            out.append(_made(text, low, high, role, number.start - within, end))
    return out


def _alone(text: str) -> list[Duration]:
    """ "a month", "half an hour", "an hour and a half"."""
    out = []
    for match in _single().finditer(text):
        share = match["half"].casefold()
        if match["unit"].casefold() == "second" and not share.startswith("half") and _ordinal(text, match.end()):
            continue
        if share == "the" and not match["within"]:
            continue
        if share in ("a", "an") and not (match["within"] or match["more"]) and _rated(text, match.start(), match.end()):
            continue
        days = _days(match["unit"]) * (0.5 if share.startswith("half") else 0.25 if "quarter" in share else 1)
        days *= 1.5 if match["more_half"] else 1
        low, high = _open(match["more"], days)
        role = _role(text, match.end())
        if role:
            out.append(_made(text, 0.0 if match["within"] else low, high, role, match.start(), match.end()))
    return out


def _ordinal(text: str, end: int) -> bool:
    """Whether "second" counts the noun that follows: "a second term", not "a second later"."""
    after = re.match(r"[\s-]+([^\W\d_]+)", text[end:])
    return after is not None and after[1].casefold() not in entries(table("durations")["after_second"])


def _open(modifier: str | None, days: float) -> tuple[float, float]:
    kind = lexicon("quantities", "modifiers").first(modifier) if modifier else None
    return (days, float("inf")) if kind == "above" else (0.0, days) if kind == "below" else (days, days)


def _made(text: str, low: float, high: float, role: str, start: int, end: int) -> Duration:
    return Duration(low, high, role, " ".join(text[start:end].split()), start, end)


def _days(unit: str) -> float:
    units = table("durations")["units"]
    return float(units["century" if unit.casefold() == "centur" else unit.casefold()])


def _within(text: str, start: int) -> int:
    """How many letters before `start` the word that sets a limit begins; 0 for none."""
    match = re.search(r"\b(?:within|inside|in under|in less than)\s$", text[:start], re.IGNORECASE)
    return len(match.group()) if match else 0


def _rate(text: str, start: int) -> bool:
    return re.search(r"\b(?:every|per|each)\s$", text[max(0, start - BEFORE) : start], re.IGNORECASE) is not None


def _rated(text: str, start: int, end: int) -> bool:
    """Whether "a month" stands after a figure or a frequency and so measures a rate, or before a noun as its part."""
    before = text[max(0, start - BEFORE) : start].rstrip()
    if re.search(
        r"(?:\bfor|\bafter|\blasted|\blasts|\btook|\btakes?|\bin|\bthan|\babout|\bbarely|\bonly|\bof|\bover)$",
        before,
        re.IGNORECASE,
    ):
        return False
    return (
        re.match(r"\W*(?:later|before|after|earlier|ahead|ago|passed|long|went by)\b", text[end:], re.IGNORECASE)
        is None
    )


def _role(text: str, end: int) -> str:
    """What the span measures; "" where it is an age or a bare attribute ("a two-week ban" is a span)."""
    after = text[end : end + AFTER]
    for role in ("before", "ago"):
        if re.match(
            rf"\W*(?:{'|'.join(w.strip() for w in table('durations')['roles'][role].split(','))})\b",
            after,
            re.IGNORECASE,
        ):
            return "" if re.match(r"\W*old\b", after, re.IGNORECASE) else role
    return "long"
