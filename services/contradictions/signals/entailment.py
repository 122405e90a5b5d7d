"""Entailment: what the learned encoder reads in the two lines, both ways."""

from __future__ import annotations

from math import log

from services.contradictions.meeting import Meeting
from services.contradictions.signals.evidence import Evidence


def entailment(pair: Meeting) -> Evidence:
    """Strength: share of contradiction less that of agreement. Silent without an encoder."""
    if pair.learned is None:
        return Evidence("entailment", 0.0)
    against, agree, _ = pair.learned
    note = ""
    if against > 0.5:
        note = "Read as wholes, one rules out or opposes the other."
    elif agree > 0.5:
        note = "Read as wholes, one affirms the other."
    measures = {"contradicts": _odds(against), "agrees": _odds(agree)}
    return Evidence("entailment", against - agree, (pair.a.text,), (pair.b.text,), note, measures)


def _odds(share: float) -> float:
    """Log odds, held to -6 to 6."""
    return max(-6.0, min(6.0, log(max(share, 1e-4) / max(1 - share, 1e-4))))
