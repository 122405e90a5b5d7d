"""Shares: parts of one whole that can't both be right, a word for a part on one side at least."""

from __future__ import annotations

from services.contradictions.meeting import Meeting
from services.contradictions.numerals import apart
from services.contradictions.shares import SLACK, Share, shares_of
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.measures import COMPATIBLE, conflict, met


def shares(pair: Meeting) -> Evidence:
    """Positive where shares of one thing do not meet, slightly negative where they do; two plain percentages are left
    to `quantities`."""
    return conflict(pair, "shares", met(pair, shares_of, _of_one_thing), _differ, "share", COMPATIBLE)


def _of_one_thing(x: Share, y: Share) -> bool:
    return not (x.percent and y.percent) and not (x.whole and y.whole and not x.whole & y.whole)


def _differ(x: Share, y: Share) -> bool:
    return apart((x.low, x.high), (y.low, y.high), SLACK)
