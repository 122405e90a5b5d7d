"""Affiliations: for whom a speaker was said to speak, on which day, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from services.domain.claim import Attribution, SpeakerKind

_CAPITALISED = re.compile(r"[^\W\d_a-z][\w'’-]*\w")


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A speaker's party as an article tells it: `words` say so, `read_on` is the ISO day it was published."""

    speaker: str
    party: str
    party_kind: str | None
    words: str
    read_on: str


def affiliations_in(
    text: str, published_at: datetime | None, attributions: Iterable[Attribution]
) -> tuple[Affiliation, ...]:
    """What a dated article tells of its persons' parties, one a person and party; nothing that was known before and
    not read in `text` itself, and nothing of an undated one."""
    if published_at is None:
        return ()
    found: dict[tuple[str, str], Affiliation] = {}
    for a in attributions:
        told = a.speaker_kind is SpeakerKind.PERSON and a.speaker and " " in a.speaker and a.party and not a.in_title
        if told and a.speaker and a.party and a.party_evidence:
            words = " ".join(text[slice(*a.party_evidence)].split())
            one = Affiliation(a.speaker, a.party, a.party_kind, words, published_at.date().isoformat())
            found.setdefault((a.speaker, a.party), one)
    return tuple(found.values())


def surname(speaker: str) -> str:
    """The last word of a name, case ignored: by it an affiliation is found."""
    return speaker.replace("’", "'").split()[-1].casefold()


def surnames_in(text: str) -> frozenset[str]:
    """What may be somebody's last name in `text`."""
    return frozenset(m.group().replace("’", "'").removesuffix("'s").casefold() for m in _CAPITALISED.finditer(text))
