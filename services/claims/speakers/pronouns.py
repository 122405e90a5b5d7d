"""Resolves "he", "she", "it", "they" to whom or what was named or spoke shortly before."""

from __future__ import annotations

from functools import cache

from services.claims.document import ents_of, tokens_at
from services.claims.lexicon import words
from services.claims.parties.gazetteer import gazetteer
from services.claims.speakers import gender
from services.claims.speakers.antecedents import antecedent
from services.claims.speakers.scene import Scene
from services.claims.speakers.speaker import UNKNOWN, Speaker, plain
from services.claims.speakers.together import pair
from services.domain.claim import SpeakerKind

FIRST = ("i", "we", "me", "us", "my", "our", "myself", "ourselves")
THIRD = ("he", "she", "him", "her", "his", "himself", "herself")
BODY = ("it", "its", "itself", "they", "them", "their", "themselves", "both")
NEAR = 800
"""How many characters back "they" may reach for those who spoke."""


def pronoun(scene: Scene, word: str, at: int) -> Speaker:
    """The speaker that "he", "she", "it" or "they" at character `at` means."""
    if word in THIRD:
        person = antecedent(scene, at, gender.of_pronoun(word))
        return Speaker(person.name, SpeakerKind.PERSON, person) if person else UNKNOWN
    if word in BODY:
        return _several(scene, at) if word not in ("it", "its", "itself") else _body(scene, at)
    return UNKNOWN


def _body(scene: Scene, at: int) -> Speaker:
    """A body named shortly before: a subject of this or the preceding sentences, else the last that spoke."""
    kinds = (SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT)
    spoke = next(((place, s) for place, s in reversed(scene.said) if place < at and s.kind in kinds), None)
    best: tuple[int, Speaker] | None = None
    for ent in ents_of(scene.doc):
        subject = ent.label_ in ("ORG", "GPE", "NORP") and ent.root.dep_ in ("nsubj", "nsubjpass")
        if subject and at - 300 < ent.start_char < at:
            name = scene.bodies.full(plain(ent.text))
            party = gazetteer().find(name)
            best = ent.start_char, Speaker(party.name if party else name, SpeakerKind.ORGANISATION)
    if spoke and at - spoke[0] < NEAR and (best is None or spoke[0] >= best[0] - 5):
        return spoke[1]
    return best[1] if best else UNKNOWN


@cache
def _people() -> frozenset[str]:
    """Nouns for people and bodies."""
    keys = ("office", "unnamed", "group_nouns", "epithets", "candidate", "body_nouns", "followers", "public")
    return frozenset[str]().union(*(words("roles", k) for k in keys))


def _several(scene: Scene, at: int) -> Speaker:
    """A group that spoke shortly before, or one named as subject of this sentence or the one before."""
    kinds = (SpeakerKind.ORGANISATION, SpeakerKind.GROUP, SpeakerKind.DOCUMENT, SpeakerKind.UNNAMED)
    spoke = next(((p, s) for p, s in reversed(scene.said) if p < at and s.kind in kinds and at - p < NEAR), None)
    best: tuple[int, Speaker] | None = None
    token = tokens_at(scene.doc, (at, at + 1))[0]
    for noun in scene.doc[max(0, token.i - 60) : token.i]:
        speaks = noun.ent_type_ in ("NORP", "ORG") or noun.lemma_.lower() in _people()
        plural = noun.tag_ in ("NNS", "NNPS") and noun.dep_ in ("nsubj", "nsubjpass")
        if speaks and plural and noun.head.i != token.head.i:
            left = scene.doc[noun.left_edge.i : noun.i + 1]
            best = noun.idx, Speaker(plain(left.text), SpeakerKind.GROUP)
    both = pair(scene, at)
    if both and (best is None or best[0] < both[0]):
        best = both
    if best and (spoke is None or spoke[0] < best[0] - 5):
        return best[1]
    return spoke[1] if spoke else UNKNOWN
