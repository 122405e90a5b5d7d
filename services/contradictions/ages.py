"""Ages of persons in a text: "aged 15", "a 22-year-old", "he was 14"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf

from services.contradictions.lexicon import entries, table
from services.contradictions.numerals import numerals_of
from services.contradictions.stems import stem

OLDEST = 110
YEARS = re.compile(r"[\s-]years?[\s-](?:old|of age)s?\b", re.IGNORECASE)
AGED = re.compile(r"\b(?:aged?(?: of)?|turned|(?:man|woman|boy|girl|student) (?:aged|of))\s$", re.IGNORECASE)
WAS = re.compile(
    r"\b(?:is|was|were|being|turned|not yet) (?:only |just |under |over |not yet |at least |about )?$", re.IGNORECASE
)
ENDS = re.compile(r"\s*(?:$|[.,;:!?\"”]|(?:when|at the time|and|but|years old)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Age:
    """The least and most years, its words and place; `introduced`: "a 15-year-old", somebody new."""

    low: float
    high: float
    words: str
    start: int
    end: int
    introduced: bool = False


@lru_cache(maxsize=4096)
def ages_of(text: str) -> tuple[Age, ...]:
    """The ages of persons in order; how old a thing is counts for none."""
    found = [Age(float(low), float(high), m.group(), m.start(), m.end()) for m, low, high in _worded(text)]
    for number in numerals_of(text):
        if number.sign or number.percent or number.low > OLDEST or not _age(text, number.start, number.at, number.end):
            continue
        years = YEARS.match(text, number.end)
        end = years.end() if years else number.end
        if years and not _person(text, number.start, end):
            continue
        high = number.high + 1 if number.high not in (inf, number.low) and number.low else number.high
        introduced = bool(re.search(r"\ban?\s$", text[: number.start], re.IGNORECASE))
        words = " ".join(text[number.start : end].split())
        found.append(Age(number.low, high, words, number.start, end, introduced))
    return tuple(sorted(found, key=lambda a: a.start))


def _worded(text: str) -> list[tuple[re.Match[str], float, float]]:
    rows = table("ages")["words"].items()
    return [(m, low, high) for words, (low, high) in rows for m in re.finditer(rf"\b{words}\b", text, re.IGNORECASE)]


def _age(text: str, start: int, at: int, end: int) -> bool:
    """By "years old", "aged", or "was" between a person and the number."""
    if YEARS.match(text, end) or AGED.search(text[:start]):
        return True
    if not ENDS.match(text, end) or not WAS.search(text[:at]):
        return False
    person, thing = _persons().search(text[:start]), _things().search(text[:start])
    return person is not None and (thing is None or person.start() < thing.start())


def _person(text: str, start: int, end: int) -> bool:
    """Whether the person or thing next to the age is a person; with neither near, it is taken for one."""
    after = re.match(r"\s+([\w-]+)", text[end:])
    if after:
        return _things().fullmatch(after[1]) is None
    return _things().search(text[max(0, start - 24) : start]) is None


@cache
def person_stems() -> frozenset[str]:
    """Stems of the plain words for a person, which tell nobody from another."""
    return frozenset(map(stem, ("man", "woman", "boy", "girl", "child", "youth", "teenager")))


@cache
def _persons() -> re.Pattern[str]:
    return _any("persons")


@cache
def _things() -> re.Pattern[str]:
    return _any("things")


def _any(block: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(entries(table('ages')[block]))})s?\b", re.IGNORECASE)
