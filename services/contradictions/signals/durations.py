"""Durations: one thing said to have taken spans of time that can't be the same."""

from __future__ import annotations

from services.contradictions.durations import SLACK, Duration, durations_of
from services.contradictions.meeting import Meeting
from services.contradictions.numerals import apart
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.measures import conflict, met


def durations(pair: Meeting) -> Evidence:
    """Strength 0 to 1 by how surely both spans measure one thing; 0 where any two that could be compared meet."""
    both = met(pair, durations_of, lambda x, y: x.role == y.role)
    if not all(_differ(x, y) for _, x, y in both):
        return Evidence("durations", 0.0)
    return conflict(pair, "durations", both, _differ, "span of time")


def _differ(x: Duration, y: Duration) -> bool:
    return apart((x.low, x.high), (y.low, y.high), SLACK)
