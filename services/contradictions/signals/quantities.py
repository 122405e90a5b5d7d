"""Quantities: figures for one thing that can't both be right."""

from __future__ import annotations

from services.contradictions.meeting import Meeting
from services.contradictions.quantities import Quantity, quantities_of
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name

ROUNDING = 0.03
COMPATIBLE = -0.4
BARE = frozenset("%$€£")
ENOUGH = 3


def quantities(pair: Meeting) -> Evidence:
    """Positive where ranges for one unit do not meet, not even others of them, and the claims speak of one thing;
    slightly negative where some do."""
    met = [(x, y) for x in quantities_of(pair.a.text) for y in quantities_of(pair.b.text) if x.unit & y.unit]
    if not met:
        return Evidence("quantities", 0.0)
    agreed = frozenset[str]().union(*(x.unit & y.unit for x, y in met if _meet(x, y)))
    apart = [(x, y) for x, y in met if not x.unit & y.unit & agreed]
    x, y = max(apart or met, key=lambda found: _same_thing(pair, *found))
    strength = _same_thing(pair, x, y) * (1.0 if apart else COMPATIBLE)
    note = f"{name(pair.a)} says {x.words}, {name(pair.b)} {y.words}." if apart else "The figures are compatible."
    return Evidence("quantities", strength, (x.words,), (y.words,), note)


def _meet(x: Quantity, y: Quantity) -> bool:
    return x.low <= y.high * (1 + ROUNDING) and y.low <= x.high * (1 + ROUNDING)


def _same_thing(pair: Meeting, x: Quantity, y: Quantity) -> float:
    """Whether the figures measure one thing. A share or a sum of money may be of anything: there the words must
    tell."""
    units = len(x.unit & y.unit) / min(len(x.unit), len(y.unit))
    words = min(1.0, len(pair.shared) / ENOUGH) if x.unit & BARE else 1.0
    return units * words * min(1.0, 0.2 + pair.topic)
