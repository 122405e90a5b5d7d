"""Topic: whether both claims speak of one thing. Never speaks for contradiction alone; others are held to it."""

from __future__ import annotations

from services.contradictions.meeting import Meeting
from services.contradictions.signals.evidence import Evidence
from services.contradictions.stems import WORD, stem


def topic(pair: Meeting) -> Evidence:
    """Strength 0 to 1; measures: cosine, overlap of contents, overlap with the sentences, shared names, and whether
    they stand in two articles."""
    names = pair.a.names & pair.b.names
    words = tuple(dict.fromkeys(w for w in WORD.findall(pair.a.text) if stem(w) in pair.shared))
    others = tuple(dict.fromkeys(w for w in WORD.findall(pair.b.text) if stem(w) in pair.shared))
    note = f"Both speak of {', '.join(words[:4])}." if words else ""
    measures = {
        "cosine": pair.cosine,
        "overlap": pair.overlap,
        "around": pair.around,
        "names": float(min(2, len(names))),
        "shared": float(min(6, len(pair.shared))),
        "apart": float(pair.apart),
    }
    return Evidence("topic", pair.topic, words[:4], others[:4], note, measures)
