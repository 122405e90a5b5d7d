"""Parties: who speaks. One party elaborates more often than it contradicts itself; named opponents answer each
other."""

from __future__ import annotations

from services.contradictions.meeting import Meeting
from services.contradictions.signals.evidence import Evidence


def parties(pair: Meeting) -> Evidence:
    """-1 where one party speaks twice, up to 1 where each names the other; measures tell the cases apart."""
    (to_b, a_words), (to_a, b_words) = pair.a_to_b, pair.b_to_a
    known = pair.a.profile.key is not None and pair.b.profile.key is not None
    strength = -1.0 if pair.same_party else (to_b + to_a) / 2
    note = "Each speaks of the other." if to_a and to_b and not pair.same_party else ""
    measures = {
        "same": float(pair.same_party),
        "speaker": float(pair.same_speaker),
        "named": max(to_a, to_b),
        "mutual": min(to_a, to_b),
        "known": float(known),
        "later": float(_later(pair)),
    }
    return Evidence("parties", strength, a_words[:2], b_words[:2], note, measures)


def _later(pair: Meeting) -> bool:
    """Whether one of the claims is dated after the other."""
    then, now = pair.a.statement.said_at, pair.b.statement.said_at
    return bool(then and now and then[:10] != now[:10])
