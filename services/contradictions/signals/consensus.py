"""Consensus: one claim says that its party and the other's agree, or both want the same."""

from __future__ import annotations

from services.contradictions.actors import key_of
from services.contradictions.consensus import asserted_by
from services.contradictions.meeting import Meeting
from services.contradictions.reading import Reading
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name


def consensus(pair: Meeting) -> Evidence:
    """-1 to 0: how far one of the claims asserts agreement with the other's party."""
    strength, note = 0.0, ""
    a_words, b_words = tuple[str, ...](), tuple[str, ...]()
    for one, other, first in ((pair.a, pair.b, True), (pair.b, pair.a, False)):
        words = _says(one, other)
        if words:
            strength = min(strength, -pair.topic)
            note = f"{name(one)} says that it agrees with {name(other)}."
            a_words, b_words = ((words,), b_words) if first else (a_words, (words,))
    return Evidence("consensus", strength, a_words, b_words, note)


def _says(one: Reading, other: Reading) -> str:
    found = asserted_by(one.statement)
    if found is None:
        return ""
    named = {key_of(p) for p in found.parties}
    return found.words if not named or other.profile.key in named else ""
