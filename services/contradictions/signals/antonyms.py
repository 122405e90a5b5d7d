"""Antonyms: words that rule each other out, said of one thing."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from services.contradictions.lexicon import table
from services.contradictions.meeting import Meeting
from services.contradictions.signals.denial import negated
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name


@cache
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (_words(one), _words(other)) for one, other in (str(row).split("|") for row in table("antonyms")["pairs"])
    )


def _words(side: str) -> re.Pattern[str]:
    words = "|".join(w.replace("*", r"\w*") for w in side.split())
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[tuple[int, int, str], ...]:
    """(pair, side, word) of every antonym in the text."""
    return tuple(
        (n, side, match.group())
        for n, pair in enumerate(_pairs())
        for side, pattern in enumerate(pair)
        if (match := pattern.search(text))
    )


def antonyms(pair: Meeting) -> Evidence:
    """Strength 0 to 1 by the overlap of the rest; 0 where one side is negated, for then they may say the same."""
    ours, theirs = _found(pair.a.text), _found(pair.b.text)
    both = {n for n, _, _ in ours if sum(1 for m, _, _ in ours if m == n) > 1}
    both |= {n for n, _, _ in theirs if sum(1 for m, _, _ in theirs if m == n) > 1}
    met = [(x, y) for n, s, x in ours for m, t, y in theirs if n == m and s != t and n not in both]
    if not met or negated(pair.a)[0] != negated(pair.b)[0]:
        return Evidence("antonyms", 0.0)
    strength = min(1.0, (0.6 + 0.2 * len(met)) * max(pair.overlap, 0.6 * pair.topic))
    note = f"{name(pair.a)} says {met[0][0]}, {name(pair.b)} {met[0][1]}."
    return Evidence("antonyms", strength, tuple(x for x, _ in met[:2]), tuple(y for _, y in met[:2]), note)
