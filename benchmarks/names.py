"""Whether two names mean the same speaker or party."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.claims.parties.gazetteer import gazetteer
from services.domain.claim import Attribution, SpeakerKind

_IDLE = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "for",
        "in",
        "on",
        "at",
        "to",
        "by",
        "with",
        "former",
        "unnamed",
        "some",
        "many",
        "several",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sen",
        "rep",
        "gov",
        "president",
        "jr",
        "sr",
    ]
)
_PRONOUNS = frozenset(
    ["he", "she", "they", "it", "i", "we", "you", "who", "his", "her", "their", "him", "them", "us", "me", "which"]
)
_UNNAMED = (SpeakerKind.UNNAMED, SpeakerKind.GROUP, SpeakerKind.DOCUMENT, SpeakerKind.UNKNOWN)


@cache
def mapping() -> dict[str, Any]:
    """benchmarks/party-names.yaml."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("party-names.yaml").read_text(encoding="utf-8"))
    return loaded


def source_type(source: str | None) -> str:
    """none, pronoun, name (holds a capitalised word that is not its first) or description."""
    if source is None:
        return "none"
    parts = source.split()
    if source.strip().lower() in _PRONOUNS:
        return "pronoun"
    capital = any(w[:1].isupper() for w in parts[1:]) or (len(parts) == 1 and parts[0][:1].isupper())
    return "name" if capital or (parts[0][:1].isupper() and parts[0].lower() not in _IDLE) else "description"


def same_speaker(found: Attribution, wanted: str | None) -> bool:
    """None only with None. Names: the same last word and one's words among the other's, or one party of the gazetteer.
    An unnamed source: any word of its description shared, or unknown to both."""
    if wanted is None or found.speaker is None:
        return (wanted is None and found.speaker is None) or (
            wanted is not None and wanted.startswith("unnamed: ") and found.speaker is None
        )
    if wanted.startswith("unnamed: ") or wanted[:1].islower():
        return bool(_stems(found.speaker) & _stems(wanted)) or found.speaker_kind in (SpeakerKind.UNNAMED,)
    mine, theirs = gazetteer().find(found.speaker), gazetteer().find(wanted)
    if mine and mine in (theirs, next((s for w in wanted.split() if (s := gazetteer().state(w))), None)):
        return True
    a, b = _words(found.speaker), _words(wanted)
    if not a or not b:
        return False
    return ((a[-1] == b[-1] or a[0] == b[0]) and (set(a) <= set(b) or set(b) <= set(a))) or len(set(a) & set(b)) >= max(
        2, min(len(a), len(b))
    )


def mapped_party(found: Attribution) -> str:
    """Our party in the annotation's words; "none" for null."""
    if found.party is None:
        return "none"
    named = mapping()["names"].get(found.party)
    if named:
        return str(named)
    if found.party_kind == "campaign":
        name = found.party.removesuffix(" campaign")
        return next((c for c, who in mapping()["campaigns"].items() if name in who.split()), found.party)
    return str(mapping()["kinds"].get(found.party_kind, mapping()["kinds"]["other"])) + found.party


def same_party(found: Attribution, wanted: str) -> bool:
    """Whether our party answers to the annotation's, names of organisations compared by their words."""
    mine = mapped_party(found)
    if mine == wanted or (mine == "none" and (wanted in mapping()["no_party"] or "; " in wanted)):
        return True
    also = mapping()["also"].get(wanted, ())
    if found.party_kind in also or found.party in also:
        return True
    if ": " not in mine or ": " not in wanted:
        return False
    a, b = _words(mine.split(": ", 1)[1]), _words(wanted.split(": ", 1)[1])
    one, other = (gazetteer().find(n.split(": ", 1)[1]) for n in (mine, wanted))
    return bool(one and one == other) or (bool(set(a) & set(b)) and (set(a) <= set(b) or set(b) <= set(a)))


def _words(name: str) -> list[str]:
    plain = name.lower().replace("’", "'").replace("'s", "").replace("' ", " ")
    return [w for w in re.findall(r"[\w']+", plain) if w not in _IDLE]


def _stems(name: str) -> set[str]:
    return {w[:5] for w in _words(name)}
