"""Money: sums in one currency for one thing that can't both be right."""

from __future__ import annotations

from services.contradictions.anchoring import alike
from services.contradictions.meeting import Meeting
from services.contradictions.money import SLACK, Money, money_of
from services.contradictions.numerals import apart
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name

COMPATIBLE = -0.4


def money(pair: Meeting) -> Evidence:
    """Positive where sums for one thing do not meet, slightly negative where they do."""
    met = [
        (alike(pair, (x.start, x.end), (y.start, y.end)), x, y)
        for x in money_of(pair.a.text)
        for y in money_of(pair.b.text)
        if (x.currency, x.per) == (y.currency, y.per)
    ]
    met = [found for found in met if found[0]]
    if not met:
        return Evidence("money", 0.0)
    fitting = [found for found in met if not _differ(found[1], found[2])]
    strength, x, y = max(fitting or met, key=lambda found: found[0])
    if fitting:
        return Evidence("money", COMPATIBLE * strength, (x.words,), (y.words,), "The sums are compatible.")
    note = f"{name(pair.a)} says {x.words}, {name(pair.b)} {y.words}: not the same sum."
    return Evidence("money", strength, (x.words,), (y.words,), note)


def _differ(x: Money, y: Money) -> bool:
    return apart((x.low, x.high), (y.low, y.high), SLACK)
