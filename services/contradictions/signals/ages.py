"""Ages: one person said to be of ages that can't both be right."""

from __future__ import annotations

from services.contradictions.ages import Age, ages_of, person_stems
from services.contradictions.meeting import Meeting
from services.contradictions.numerals import apart
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.measures import conflict, met


def ages(pair: Meeting) -> Evidence:
    """Strength 0 to 1 by how surely both ages are one person's; 0 where they fit."""
    both = met(pair, ages_of, lambda x, y: not (x.introduced and y.introduced), ignored=person_stems())
    return conflict(pair, "ages", both, _differ, "age")


def _differ(x: Age, y: Age) -> bool:
    return apart((x.low, x.high), (y.low, y.high), 0.0)
