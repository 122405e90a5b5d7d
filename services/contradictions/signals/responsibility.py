"""Responsibility: one act put down to different hands, each side's own left out."""

from __future__ import annotations

from functools import lru_cache

from services.contradictions.lexicon import lexicon
from services.contradictions.meeting import Meeting, refers
from services.contradictions.reading import Reading
from services.contradictions.signals.denial import negated
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name


def responsibility(pair: Meeting) -> Evidence:
    """Strength 0 to 1: each blames the other, or one is blamed and denies, or they name different culprits."""
    a_words, b_words = blaming(pair.a), blaming(pair.b)
    if not a_words or not b_words or pair.same_party:
        return Evidence("responsibility", 0.0)
    crossed = _blames(pair.a, pair.b) and (_blames(pair.b, pair.a) or negated(pair.b)[0])
    crossed = crossed or (_blames(pair.b, pair.a) and negated(pair.a)[0])
    others = bool(pair.a.names - pair.b.names) and bool(pair.b.names - pair.a.names)
    strength = pair.topic * (1.0 if crossed else 0.4 if others else 0.0)
    note = f"{name(pair.a)} and {name(pair.b)} say differently who did it." if strength else ""
    return Evidence("responsibility", strength, a_words, b_words, note)


def blaming(reading: Reading) -> tuple[str, ...]:
    """Words that put an act down to somebody."""
    words = list(_acts(reading.text))
    cue = reading.statement.cue or ""
    if not words and lexicon("responsibility", "frames").first(cue) == "blame":
        words = [cue]
    return tuple(dict.fromkeys(words))[:2]


def _blames(one: Reading, other: Reading) -> bool:
    return refers(one, other)[0] > 0.5


@lru_cache(maxsize=4096)
def _acts(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for _, start, end in lexicon("responsibility", "frames").finditer(text))
