"""Money: sums in one currency for one thing that can't both be right."""

from __future__ import annotations

from services.contradictions.meeting import Meeting
from services.contradictions.money import SLACK, Money, money_of
from services.contradictions.numerals import apart
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.measures import COMPATIBLE, conflict, met


def money(pair: Meeting) -> Evidence:
    """Positive where sums for one thing do not meet, slightly negative where they do."""
    both = met(pair, money_of, lambda x, y: (x.currency, x.per) == (y.currency, y.per))
    return conflict(pair, "money", both, _differ, "sum", COMPATIBLE)


def _differ(x: Money, y: Money) -> bool:
    return apart((x.low, x.high), (y.low, y.high), SLACK)
