"""Durations: one thing said to have taken spans of time that can't be the same."""

from __future__ import annotations

from services.contradictions.anchoring import alike
from services.contradictions.durations import SLACK, Duration, durations_of
from services.contradictions.meeting import Meeting
from services.contradictions.numerals import apart
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name


def durations(pair: Meeting) -> Evidence:
    """Strength 0 to 1 by how surely both spans measure one thing; 0 where any two that could be compared meet."""
    met = [
        (alike(pair, (x.start, x.end), (y.start, y.end)), x, y)
        for x in durations_of(pair.a.text)
        for y in durations_of(pair.b.text)
        if x.role == y.role
    ]
    if not met or not all(_differ(x, y) for _, x, y in met):
        return Evidence("durations", 0.0)
    strength, x, y = max(met, key=lambda found: found[0])
    if not strength:
        return Evidence("durations", 0.0)
    note = f"{name(pair.a)} says {x.words}, {name(pair.b)} {y.words}: not the same span of time."
    return Evidence("durations", strength, (x.words,), (y.words,), note)


def _differ(x: Duration, y: Duration) -> bool:
    return apart((x.low, x.high), (y.low, y.high), SLACK)
