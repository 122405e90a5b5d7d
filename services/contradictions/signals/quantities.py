"""Quantities: figures for one thing that can't both be right."""

from __future__ import annotations

from services.contradictions.ages import ages_of
from services.contradictions.anchoring import alike, comparable
from services.contradictions.changes import changes_of
from services.contradictions.durations import durations_of
from services.contradictions.meeting import Meeting
from services.contradictions.money import money_of
from services.contradictions.numerals import apart
from services.contradictions.quantities import Quantity, quantities_of
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name

ROUNDING = 0.03
COMPATIBLE = -0.4
FAINT = 0.45
BARE = frozenset("%$€£")
ENOUGH = 3


def quantities(pair: Meeting) -> Evidence:
    """Positive where ranges for one unit do not meet, not even others of them, and what is counted is the same;
    slightly negative where some do. Spans of time, sums of money, ages and changes have signals of their own."""
    met = [
        (strength, x, y)
        for x in _counts(pair.a.text)
        for y in _counts(pair.b.text)
        if x.unit & y.unit and (strength := _same_thing(pair, x, y))
    ]
    if not met:
        return Evidence("quantities", 0.0)
    agreed = frozenset[str]().union(*(x.unit & y.unit for _, x, y in met if not _differ(x, y)))
    differing = [(s, x, y) for s, x, y in met if not x.unit & y.unit & agreed]
    strength, x, y = max(differing or met, key=lambda found: found[0])
    if not differing:
        return Evidence("quantities", COMPATIBLE * strength, (x.words,), (y.words,), "The figures are compatible.")
    note = f"{name(pair.a)} says {x.words}, {name(pair.b)} {y.words}."
    return Evidence("quantities", strength, (x.words,), (y.words,), note)


def _counts(text: str) -> list[Quantity]:
    others = [(o.start, o.end) for found in (durations_of, money_of, ages_of, changes_of) for o in found(text)]
    return [q for q in quantities_of(text) if q.high and not any(s < q.end and q.start < e for s, e in others)]


def _differ(x: Quantity, y: Quantity) -> bool:
    return apart((x.low, x.high), (y.low, y.high), ROUNDING / 2)


def _same_thing(pair: Meeting, x: Quantity, y: Quantity) -> float:
    """0 to 1: whether the figures count one thing: by the words around them; else faintly, by unit and topic. A share
    may be of anything."""
    one, other = (x.start, x.end), (y.start, y.end)
    units = len(x.unit & y.unit) / min(len(x.unit), len(y.unit))
    if not comparable(pair, one, other):
        return 0.0
    faint = FAINT * pair.topic * (min(1.0, len(pair.shared) / ENOUGH) if x.unit & BARE else 1.0)
    return units * max(alike(pair, one, other), faint)
