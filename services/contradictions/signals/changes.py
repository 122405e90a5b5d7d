"""Changes: one thing said to have grown or shrunk by what can't both be right, "tripled" against "12 percent"."""

from __future__ import annotations

from services.contradictions.anchoring import alike
from services.contradictions.changes import changes_of
from services.contradictions.meeting import Meeting
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name

COMPATIBLE = -0.4


def changes(pair: Meeting) -> Evidence:
    """Positive where changes of one thing do not meet, slightly negative where they do; what is yet to come is not
    compared with what was."""
    met = [
        (alike(pair, (x.start, x.end), (y.start, y.end)), x, y)
        for x in changes_of(pair.a.text)
        for y in changes_of(pair.b.text)
        if x.to_come == y.to_come
    ]
    met = [found for found in met if found[0]]
    if not met:
        return Evidence("changes", 0.0)
    fitting = [found for found in met if not found[1].differs(found[2])]
    strength, x, y = max(fitting or met, key=lambda found: found[0])
    if fitting:
        return Evidence("changes", COMPATIBLE * strength, (x.words,), (y.words,), "The changes are compatible.")
    note = f"{name(pair.a)} says {x.words}, {name(pair.b)} {y.words}: not the same change."
    return Evidence("changes", strength, (x.words,), (y.words,), note)
