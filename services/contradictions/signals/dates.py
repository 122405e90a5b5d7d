"""Dates: one event placed at times that differ; or claims about different times, which then do not meet."""

from __future__ import annotations

from services.contradictions.anchoring import alike
from services.contradictions.meeting import Meeting
from services.contradictions.periods import points_of
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name
from services.contradictions.stems import content_stems

FAINT = 0.45


def dates(pair: Meeting) -> Evidence:
    """Strength 0 to 1: all comparable times differ, and what is dated is the same. Measure `apart`:
    whether they differ at all, which speaks against a conflict over anything else."""
    ours, theirs = points_of(pair.a.text), points_of(pair.b.text)
    comparable = [(x, y) for x in ours for y in theirs if x.comparable(y)]
    if not comparable or not all(x.apart(y) for x, y in comparable):
        return Evidence("dates", 0.0, measures={"apart": 0.0})
    told = [(alike(pair, (x.start, x.end), (y.start, y.end), timed=True), x, y) for x, y in comparable]
    strength, x, y = max(told, key=lambda found: found[0])
    timed = content_stems(" ".join(p.words for p in ours + theirs))
    rest = len(pair.shared - timed) / max(1, min(len(pair.a.stems - timed), len(pair.b.stems - timed)))
    note = f"{name(pair.a)} says {x.words}, {name(pair.b)} {y.words}."
    return Evidence("dates", max(strength, FAINT * rest), (x.words,), (y.words,), note, {"apart": 1.0})
