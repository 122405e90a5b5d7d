"""Numbers that are part of a name and count nothing: "F-16 jets", "Covid-19 deaths", "Resolution 1973"."""

from __future__ import annotations

import re
from functools import cache

from services.contradictions.lexicon import entries, table

REACH = 60
HYPHENED = re.compile(r"(?<![\w-])(?P<head>[^\W\d_]+)[-‑–]$")
DETERMINER = re.compile(r"\b(?:the|an?|this|that|each|every|one|any|its|their|his|her|our)\s$", re.IGNORECASE)


@cache
def _label() -> re.Pattern[str]:
    words = "|".join(sorted(entries(table("quantities")["labels"]), key=len, reverse=True))
    listed = r"(?:\d+\s?(?:,|and|or|to|[-–])\s?)*"
    worded = rf"(?<![\w-])(?P<word>(?i:{words}))(?:\s|s\s{listed})"
    return re.compile(rf"(?:{worded}|\bN[or]\.?\s?|\bno\.\s?|№\s?|#)$")


@cache
def _plain() -> frozenset[str]:
    return frozenset(entries(table("quantities")["joints"])) | frozenset(table("quantities")["words"])


def in_name(text: str, start: int) -> bool:
    """Whether the figure in digits at `start` is hyphened to a word that leads no figures, or stands after a word that
    numbers things; such a word in small letters with "the" or the like before it is a noun of its own."""
    before = text[max(0, start - REACH) : start]
    if hyphened := HYPHENED.search(before):
        return hyphened["head"].casefold() not in _plain()
    return labelled(before)


def labelled(before: str) -> bool:
    """Whether a text ends in a word that numbers things: "Resolution ", "articles 3 and ", "No. "."""
    label = _label().search(before)
    if not label or not label["word"] or label["word"][0].isupper():
        return label is not None
    return not DETERMINER.search(before, 0, label.start())
