"""The JSON form of an attribution that `counterclaim extract` prints."""

from __future__ import annotations

from typing import Any

from services.domain.claim import Attribution


def as_json(attribution: Attribution) -> dict[str, Any]:
    """The attribution as JSON values: spans are [start, end] in characters, enums their words, unknowns null."""
    a = attribution
    return {
        "source": list(a.source) if a.source else None,
        "cue": [list(s) for s in a.cue],
        "content": [list(s) for s in a.content],
        "sentence": list(a.sentence),
        "mode": a.mode.value,
        "speaker": a.speaker,
        "speaker_kind": a.speaker_kind.value,
        "party": a.party,
        "party_kind": a.party_kind,
        "party_evidence": list(a.party_evidence) if a.party_evidence else None,
        "stance": a.stance.value,
        "target": a.target,
        "said_at": a.said_at,
        "chain": list(a.chain),
        "score": round(a.score, 4),
    }
