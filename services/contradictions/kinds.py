"""What a contradiction is about, read from the signals that carry it."""

from __future__ import annotations

from collections.abc import Mapping

from services.contradictions.meeting import Meeting
from services.domain.contradiction import Kind

FLOOR = 0.25
ORDER: tuple[tuple[str, Kind, float], ...] = (
    ("quantities", Kind.NUMERIC, 1.1),
    ("dates", Kind.TEMPORAL, 1.0),
    ("responsibility", Kind.ATTRIBUTION, 1.0),
    ("denial.flat", Kind.DENIAL, 1.0),
    ("legal", Kind.LEGAL_BASIS, 1.15),
    ("denial", Kind.DENIAL, 0.9),
    ("moral", Kind.CHARACTERISATION, 0.9),
    ("antonyms", Kind.CHARACTERISATION, 0.6),
)


def kind_of(pair: Meeting, numbers: Mapping[str, float]) -> Kind:
    """One party speaking twice reverses itself; else the kind of the strongest telling signal; a stance spoken by
    both cues is a position; framing is what remains."""
    if pair.same_party:
        return Kind.SELF_REVERSAL
    best = max(ORDER, key=lambda row: row[2] * numbers.get(row[0], 0.0))
    if best[2] * numbers.get(best[0], 0.0) >= FLOOR:
        return best[1]
    acts = {pair.a.act, pair.b.act}
    if "denies" in acts:
        return Kind.DENIAL
    if acts & {"condemns", "praises", "demands", "proposes", "promises"} or _attitude(pair):
        return Kind.POSITION
    return Kind.CHARACTERISATION


def _attitude(pair: Meeting) -> bool:
    return any(m.frame == "attitude" for r in (pair.a, pair.b) for m in r.marks[:1])
