"""Dates: one event placed at times that differ; or claims about different times, which then do not meet."""

from __future__ import annotations

from services.contradictions.anchoring import alike, clause_of
from services.contradictions.meeting import Meeting
from services.contradictions.numerals import apart
from services.contradictions.periods import Point, points_of
from services.contradictions.quantities import Quantity, quantities_of
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name
from services.contradictions.stems import content_stems

FAINT = 0.45


def dates(pair: Meeting) -> Evidence:
    """Strength 0 to 1: all comparable times differ, and what is dated is the same, unless each time only says when a
    figure of its own held. Measure `apart`: whether they differ at all, which speaks against a conflict over anything
    else."""
    ours, theirs = points_of(pair.a.text), points_of(pair.b.text)
    comparable = [(x, y) for x in ours for y in theirs if x.comparable(y)]
    if not comparable or not all(x.apart(y) for x, y in comparable):
        return Evidence("dates", 0.0, measures={"apart": 0.0})
    dating = [(x, y) for x, y in comparable if not _scoping(pair, x, y)]
    if not dating:
        return Evidence("dates", 0.0, measures={"apart": 1.0})
    told = [(alike(pair, (x.start, x.end), (y.start, y.end), timed=True), x, y) for x, y in dating]
    strength, x, y = max(told, key=lambda found: found[0])
    timed = content_stems(" ".join(p.words for p in ours + theirs))
    rest = len(pair.shared - timed) / max(1, min(len(pair.a.stems - timed), len(pair.b.stems - timed)))
    note = f"{name(pair.a)} says {x.words}, {name(pair.b)} {y.words}."
    return Evidence("dates", max(strength, FAINT * rest), (x.words,), (y.words,), note, {"apart": 1.0})


def _scoping(pair: Meeting, x: Point, y: Point) -> bool:
    """Whether the clauses of both times give figures of one unit that differ, or percentages, which each period has its
    own: "rose by 10 percent in 2021"."""
    return any(
        one.unit & other.unit
        and ("%" in one.unit & other.unit or apart((one.low, one.high), (other.low, other.high), 0))
        for one in _beside(pair.a.text, x)
        for other in _beside(pair.b.text, y)
    )


def _beside(text: str, point: Point) -> tuple[Quantity, ...]:
    """The figures in the clause of a time, itself left out."""
    clause = clause_of(text, (point.start, point.end))
    return quantities_of(clause.replace(point.words, " "))
