"""Whether two names mean the same speaker or party."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.claims.parties.gazetteer import gazetteer
from services.claims.parties.known import long_name
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
_CAMP = re.compile(r"(?:['’]s)? (?:presidential |political )?(?:team|camp|campaign)$")
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
    """None only with None. Names: the same last word and one's words among the other's or first names that can be one
    person's ("Rudy" and "Rudolph W."), a name and its initials, or one party of the gazetteer. An unnamed source: any
    word of its description shared, or unknown to both; so too a described group ("party elders")."""
    if wanted is None or found.speaker is None:
        return (wanted is None and found.speaker is None) or (
            wanted is not None and wanted.startswith("unnamed: ") and found.speaker is None
        )
    wanted = _CAMP.sub(" campaign", wanted)
    if wanted.startswith("unnamed: ") or wanted[:1].islower():
        return bool(_stems(found.speaker) & _stems(wanted)) or found.speaker_kind in (SpeakerKind.UNNAMED,)
    if found.speaker_kind in (SpeakerKind.GROUP, SpeakerKind.UNNAMED) and _describes(wanted):
        mine_, theirs_ = _names(found.speaker), _names(wanted)
        shared = mine_ & _stems(wanted) or theirs_ & _stems(found.speaker) or not (mine_ and theirs_)
        return bool(_stems(found.speaker) & _stems(wanted) and shared)
    mine = gazetteer().find(found.speaker)
    theirs = gazetteer().find(wanted) or gazetteer().find(wanted.removeprefix("U.S. "))
    if mine and mine in (theirs, next((s for w in wanted.split() if (s := gazetteer().state(w))), None)):
        return True
    a, b = _words(found.speaker), _words(wanted)
    if not a or not b:
        return False
    if _initials(found.speaker, wanted) or _initials(wanted, found.speaker) or _one_person(a, b):
        return True
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
    """Whether our party answers to the annotation's, names of organisations compared by their words or initials. Where
    the annotation has but the speaker's own name ("media: Jane Doe"), he speaks for nobody else: our null."""
    mine = mapped_party(found)
    if mine == wanted or (mine == "none" and (wanted in mapping()["no_party"] or "; " in wanted)):
        return True
    if mine == "none" and found.speaker and _own_name(found.speaker, wanted):
        return True
    also = mapping()["also"].get(wanted, ())
    if found.party_kind in also or found.party in also:
        return True
    if ": " not in mine or ": " not in wanted:
        return False
    ours, theirs = mine.split(": ", 1)[1], wanted.split(": ", 1)[1]
    if _initials(ours, theirs) or _initials(theirs, ours):
        return True
    a, b = _words(ours), _words(theirs)
    one, other = (gazetteer().find(n.split(": ", 1)[1]) for n in (mine, wanted))
    return bool(one and one == other) or (bool(set(a) & set(b)) and (set(a) <= set(b) or set(b) <= set(a)))


def _own_name(speaker: str, party: str) -> bool:
    """Whether a party of the annotation is the speaker himself."""
    return party.startswith(("media: ", "organisation: ")) and _words(party.split(": ", 1)[1]) == _words(speaker)


def _describes(wanted: str) -> bool:
    """Whether an annotated speaker is a group that is described and has no name, though it isn't marked as unnamed."""
    return wanted.split()[-1].islower() and wanted.split()[-1] not in ("campaign", "campaigns", "government")


def _names(text: str) -> set[str]:
    """The stems of its capitalised words."""
    return {w[:5].lower() for w in re.findall(r"[A-Z][\w]+", text) if w.lower() not in _IDLE}


def _initials(short: str, name: str) -> bool:
    """Whether a name of capitals is the initials of another."""
    letters = "".join(w[0] for w in re.findall(r"[\w']+", name) if w[0].isupper())
    return short.isupper() and len(short) > 1 and short == letters and " " in name


def _one_person(a: list[str], b: list[str]) -> bool:
    """Whether two names have one last name and first names that can be the same person's."""
    return len(a) > 1 and len(b) > 1 and a[-1] == b[-1] and (a[0][:3] == b[0][:3] or long_name(a[0]) == long_name(b[0]))


def _words(name: str) -> list[str]:
    plain = name.lower().replace("’", "'").replace("'s", "").replace("' ", " ")
    return [w for w in re.findall(r"[\w']+", plain) if w not in _IDLE]


def _stems(name: str) -> set[str]:
    return {w[:5] for w in _words(name)}
