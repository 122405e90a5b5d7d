"""Denial: the same content affirmed on one side and denied on the other, by cue or by negation."""

from __future__ import annotations

import re
from functools import lru_cache

from services.contradictions.evaluations import turns_of
from services.contradictions.meeting import Meeting
from services.contradictions.reading import Reading
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name

WHOLE = re.compile(
    r"^\W*(?:that|this|it)(?:'s|’s| is| was)? (?:not true|false|a lie|untrue|wrong|nonsense|simply)", re.IGNORECASE
)
RELATIVE = re.compile(r"\w\s+(?:that|which|who|whose|where|if|unless)\s+[\w’']*\s*$", re.IGNORECASE)
FAR = 0.15
MAIN_CLAUSE = 60


def denial(pair: Meeting) -> Evidence:
    """Strength 0 to 1, by how much of the content is shared; 0 where both deny or both affirm."""
    (a_no, a_words), (b_no, b_words) = negated(pair.a), negated(pair.b)
    flat = any(r.act == "denies" or WHOLE.search(r.text) for r in (pair.a, pair.b))
    if a_no == b_no:
        return Evidence("denial", 0.0, measures={"flat": 0.0})
    nearness = max(pair.overlap, pair.around * 0.8, pair.topic * 0.7)
    strength = max(0.0, (nearness - FAR) / (1 - FAR))
    denier = pair.a if a_no else pair.b
    note = f"{name(denier)} denies what {name(pair.b if a_no else pair.a)} affirms."
    return Evidence(
        "denial",
        strength,
        a_words or (pair.a.text,),
        b_words or (pair.b.text,),
        note,
        {"flat": strength if flat else 0.0},
    )


def negated(reading: Reading) -> tuple[bool, tuple[str, ...]]:
    """Whether the content, as the speaker takes it, is denied; with the words that do."""
    words = _negations(reading.text)
    truth = tuple(m.words for m in reading.marks if m.frame == "truth" and m.sign < 0)
    odd = bool(words[:1] or truth)
    cue = (" ".join((reading.statement.cue or "").split()),) if reading.act == "denies" else ()
    return odd != bool(cue), cue + truth[:1] + words[:1]


@lru_cache(maxsize=4096)
def _negations(text: str) -> tuple[str, ...]:
    """Each negating word near the start, where the main verb stands, with what follows it."""
    return tuple(
        " ".join(text[start : end + 24].split()[:4])
        for key, start, end in turns_of(text)
        if key == "negation" and start < MAIN_CLAUSE and not RELATIVE.search(text, 0, start)
    )
