"""Sums of money in a text: "$2.5 million" and "2.5 million dollars" are one, an hourly wage is not a yearly one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from services.contradictions.lexicon import entries, table
from services.contradictions.numerals import numerals_of

SLACK = 0.05


@dataclass(frozen=True, slots=True)
class Money:
    """The least and most in whole units of `currency`, what it is paid for ("hour", "" for a sum), its words and
    place."""

    low: float
    high: float
    currency: str
    per: str
    words: str
    start: int
    end: int


@cache
def _currency() -> re.Pattern[str]:
    words = "|".join(sorted(table("currencies")["words"], key=len, reverse=True))
    cents = "|".join(table("currencies")["cents"])
    return re.compile(
        rf"[\s-](?:of\s)?(?:(?:US|American|Australian|Canadian|public|taxpayers['’]|Swiss)\s)?(?:(?P<word>{words})s?|(?P<cent>{cents})s?)\b",
        re.IGNORECASE,
    )


@cache
def _per() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(entries(table('currencies')['per']))})\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def money_of(text: str) -> tuple[Money, ...]:
    """The sums in order; a number without a currency is none."""
    found = []
    for number in numerals_of(text):
        word = _currency().match(text, number.end)
        if not word and not number.sign:
            continue
        currency = table("currencies")["signs"][number.sign] if number.sign else _named(word)
        end = word.end() if word and not number.sign else number.end
        per = _per().match(text, end)
        measure = " ".join(per.group().casefold().split()[1:]) if per else ""
        words = " ".join(text[number.start : per.end() if per else end].split())
        found.append(Money(number.low, number.high, currency, measure, words, number.start, per.end() if per else end))
    return tuple(found)


def _named(word: re.Match[str] | None) -> str:
    if word is None:
        return ""
    return (word["word"] or word["cent"]).casefold()
