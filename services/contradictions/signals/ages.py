"""Ages: one person said to be of ages that can't both be right."""

from __future__ import annotations

from services.contradictions.ages import Age, ages_of, person_stems
from services.contradictions.anchoring import alike
from services.contradictions.meeting import Meeting
from services.contradictions.numerals import apart
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name


def ages(pair: Meeting) -> Evidence:
    """Strength 0 to 1 by how surely both ages are one person's; 0 where they fit."""
    met = [
        (alike(pair, (x.start, x.end), (y.start, y.end), ignored=person_stems()), x, y)
        for x in ages_of(pair.a.text)
        for y in ages_of(pair.b.text)
        if not (x.introduced and y.introduced)
    ]
    met = [found for found in met if found[0]]
    if not met or not all(_differ(x, y) for _, x, y in met):
        return Evidence("ages", 0.0)
    strength, x, y = max(met, key=lambda found: found[0])
    note = f"{name(pair.a)} says {x.words}, {name(pair.b)} {y.words}: not the same age."
    return Evidence("ages", strength, (x.words,), (y.words,), note)


def _differ(x: Age, y: Age) -> bool:
    return apart((x.low, x.high), (y.low, y.high), 0.0)
