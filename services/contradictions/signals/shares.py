"""Shares: parts of one whole that can't both be right, a word for a part on one side at least."""

from __future__ import annotations

from services.contradictions.anchoring import alike
from services.contradictions.meeting import Meeting
from services.contradictions.numerals import apart
from services.contradictions.shares import SLACK, Share, shares_of
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name

COMPATIBLE = -0.4


def shares(pair: Meeting) -> Evidence:
    """Positive where shares of one thing do not meet, slightly negative where they do; two plain percentages are left
    to `quantities`."""
    met = [
        (alike(pair, (x.start, x.end), (y.start, y.end)), x, y)
        for x in shares_of(pair.a.text)
        for y in shares_of(pair.b.text)
        if _of_one_thing(x, y)
    ]
    met = [found for found in met if found[0]]
    if not met:
        return Evidence("shares", 0.0)
    fitting = [found for found in met if not _differ(found[1], found[2])]
    strength, x, y = max(fitting or met, key=lambda found: found[0])
    if fitting:
        return Evidence("shares", COMPATIBLE * strength, (x.words,), (y.words,), "The shares are compatible.")
    note = f"{name(pair.a)} says {x.words}, {name(pair.b)} {y.words}: not the same share."
    return Evidence("shares", strength, (x.words,), (y.words,), note)


def _of_one_thing(x: Share, y: Share) -> bool:
    return not (x.percent and y.percent) and not (x.whole and y.whole and not x.whole & y.whole)


def _differ(x: Share, y: Share) -> bool:
    return apart((x.low, x.high), (y.low, y.high), SLACK)
