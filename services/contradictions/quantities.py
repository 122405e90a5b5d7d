"""Figures in a text as ranges with units: "more than 50 targets" is anything above 50."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from services.contradictions.lexicon import table
from services.contradictions.numerals import Numeral, numerals_of
from services.contradictions.stems import WORD, idle, stem
from services.contradictions.years import is_year

PERSONS = "person"
CLOCK = re.compile(r"\s?(?:am|pm|a\.m|p\.m)\b", re.IGNORECASE)
MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: the least and most it can be, its unit (stems of the words after it; "%" or a currency sign), its
    words and where they start and end."""

    low: float
    high: float
    unit: frozenset[str]
    words: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def quantities_of(text: str) -> tuple[Quantity, ...]:
    """The figures that have a unit; years, clock times and dates are left out."""
    found = []
    for number in numerals_of(text):
        unit = frozenset("%") if number.percent else frozenset(number.sign) or unit_after(text, number.end)
        if not unit or calendar(number, text):
            continue
        words = " ".join(text[number.start : number.end].split())
        found.append(Quantity(number.low, number.high, unit, words, number.start, number.end))
    return tuple(found)


def unit_after(text: str, end: int) -> frozenset[str]:
    """Stems of the words that a figure ending at `end` counts; "person" for people, men or women; empty for none."""
    after = re.split(r"[.;:!?,\"”)]", text[end : end + 48])[0]
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


def calendar(number: Numeral, text: str) -> bool:
    """A year, a day of a month, a clock time, or "no one", "one of"."""
    if number.digits and (CLOCK.match(text, number.end) or MONTH.search(text[: number.at])):
        return True
    if is_year(number, text):
        return True
    return not number.times and text[number.at : number.end].casefold() == "one"
