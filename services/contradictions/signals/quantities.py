"""Quantities: figures for one thing that can't both be right."""

from __future__ import annotations

from services.contradictions.meeting import Meeting
from services.contradictions.quantities import Quantity, quantities_of
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name

ROUNDING = 0.03


def quantities(pair: Meeting) -> Evidence:
    """Positive where ranges for one unit do not meet and the claims speak of one thing; slightly negative where they
    do."""
    best: tuple[float, Quantity, Quantity] | None = None
    for x in quantities_of(pair.a.text):
        for y in quantities_of(pair.b.text):
            if not x.unit & y.unit:
                continue
            apart = x.low > y.high * (1 + ROUNDING) or y.low > x.high * (1 + ROUNDING)
            strength = (1.0 if apart else -0.4) * _same_thing(pair, x, y)
            if best is None or strength > best[0]:
                best = (strength, x, y)
    if best is None:
        return Evidence("quantities", 0.0)
    strength, x, y = best
    note = (
        f"{name(pair.a)} says {x.words}, {name(pair.b)} {y.words}." if strength > 0 else "The figures are compatible."
    )
    return Evidence("quantities", strength, (x.words,), (y.words,), note)


def _same_thing(pair: Meeting, x: Quantity, y: Quantity) -> float:
    units = len(x.unit & y.unit) / min(len(x.unit), len(y.unit))
    return units * min(1.0, 0.2 + pair.topic)
