"""Absence: none at all on one side, a figure above nought for the same on the other."""

from __future__ import annotations

from services.contradictions.absence import PERSONS, Absence, absences_of
from services.contradictions.ages import ages_of
from services.contradictions.anchoring import alike, clause_of
from services.contradictions.durations import durations_of
from services.contradictions.meeting import Meeting
from services.contradictions.money import money_of
from services.contradictions.numerals import Numeral, numerals_of
from services.contradictions.quantities import calendar, unit_after
from services.contradictions.reading import Reading
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name


def absence(pair: Meeting) -> Evidence:
    """Strength 0 to 1 by how surely both speak of one thing."""
    best = (0.0, "", "", True)
    for one, other, first in ((pair.a, pair.b, True), (pair.b, pair.a, False)):
        for none in absences_of(one.text):
            for number in _counts(other):
                strength = _same(pair, one, none, other, number, first=first)
                if strength > best[0]:
                    best = strength, none.words, _words(other, number), first
    strength, said, counted, first = best
    if not strength:
        return Evidence("absence", 0.0)
    a, b = ((said,), (counted,)) if first else ((counted,), (said,))
    note = f"{name(pair.a)} says {a[0]}, {name(pair.b)} {b[0]}."
    return Evidence("absence", strength, a, b, note)


def _counts(reading: Reading) -> tuple[Numeral, ...]:
    found = (n for n in numerals_of(reading.text) if n.high > 1 and n.low >= 1 and not n.percent and not n.sign)
    others = [(o.start, o.end) for read in (durations_of, money_of, ages_of) for o in read(reading.text)]
    return tuple(n for n in found if not calendar(n, reading.text) and not any(s <= n.start < e for s, e in others))


def _same(pair: Meeting, one: Reading, none: Absence, other: Reading, number: Numeral, *, first: bool) -> float:
    """0 where the things counted differ, or the one that speaks of none has a figure in that clause."""
    unit = unit_after(other.text, number.end)
    if not _one_thing(unit, none.what):
        return 0.0
    here, there = (none.start, none.end), (number.start, number.end)
    clause = clause_of(one.text, here)
    if any(n.low >= 1 for n in numerals_of(clause.replace(one.text[slice(*here)], " "))):
        return 0.0
    return alike(pair, here, there) if first else alike(pair, there, here)


def _one_thing(unit: frozenset[str], what: frozenset[str]) -> bool:
    """Persons may be counted by any word for them, and "dozens were arrested" by none; what happened must tell then."""
    return bool(unit & what) or what == {PERSONS} or (bool(what) and (not unit or unit == {PERSONS}))


def _words(reading: Reading, number: Numeral) -> str:
    return " ".join(reading.text[number.start : number.end].split())
