"""The cue lexicon: which verbs and nouns speak, in which frames and with which stance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from services.claims.lexicon import table
from services.domain.claim import Stance


@dataclass(frozen=True, slots=True)
class CueEntry:
    """One lemma (with its particle or preposition) in one sense."""

    frames: frozenset[str]
    stance: Stance


@cache
def verbs() -> dict[str, tuple[CueEntry, ...]]:
    """Senses by lemma; "call_for" is keyed with its particle."""
    found: dict[str, list[CueEntry]] = {}
    for group in table("cues")["verbs"]:
        entry = CueEntry(frozenset(group["frames"].split()), Stance(group["stance"]))
        for word in dict.fromkeys(group["words"].split()):
            found.setdefault(word, []).append(entry)
    return {word: tuple(entries) for word, entries in found.items()}


@cache
def nouns(kind: str) -> dict[str, Stance]:
    """Stance by lemma of the nouns or adjectives (`kind`) that take a content clause."""
    return {w: Stance(s) for s, group in table("cues")[kind].items() for w in group.split()}


def particle(verb: Token) -> tuple[str, Token | None]:
    """The lexicon key of a verb token, lower case, with the preposition or particle that changes its meaning if it
    has one."""
    lemma = verb.lemma_.lower()
    known = verbs()
    for child in verb.children:
        if child.dep_ in ("prt", "prep", "advmod") and child.i > verb.i:
            key = f"{lemma}_{child.lower_}"
            if key in known:
                return key, child
    return lemma, None


def senses(verb: Token) -> tuple[str, Token | None, tuple[CueEntry, ...]]:
    """Key, particle and senses of a verb; no senses where it does not speak."""
    lemma = verb.lemma_.lower()
    for light in table("cues")["light"]:
        if light["verb"] == lemma:
            mate = next((t for t in verb.subtree if t.lemma_.lower() == light["with"] and 0 < t.i - verb.i <= 4), None)
            if mate is not None:
                return (
                    f"{lemma}_{light['with']}",
                    mate,
                    (CueEntry(frozenset(light["frames"].split()), Stance(light["stance"])),),
                )
    key, mate = particle(verb)
    return key, mate, verbs().get(key, ())
