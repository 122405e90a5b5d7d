"""Whom "who", "which" and "that" mean: the person named right before, else the noun that the clause hangs on."""

from __future__ import annotations

from spacy.tokens import Token

from services.claims.attributions.phrases import noun_span
from services.claims.document import head_at, sentence_of
from services.claims.speakers.cast import Person
from services.claims.speakers.described import described
from services.claims.speakers.named import named
from services.claims.speakers.scene import Scene
from services.claims.speakers.speaker import UNKNOWN, Speaker
from services.domain.claim import Span, SpeakerKind

GAP = " ,(—–-"
"""What may stand between a name and the words that say who it is."""


def relative(scene: Scene, span: Span) -> Speaker:
    """The speaker that a relative pronoun at `span` means."""
    word = head_at(scene.doc, span)
    if word is None:
        return UNKNOWN
    if person := _right_before(scene, word):
        return Speaker(person.name, SpeakerKind.PERSON, person)
    token = word
    while token.dep_ not in ("relcl", "acl") and token.head != token:
        token = token.head
    if token.dep_ not in ("relcl", "acl") or token.head.pos_ not in ("NOUN", "PROPN"):
        return scene.said[-1][1] if scene.said else UNKNOWN
    if word.lower_ == "who" and token.head.ent_type_ in ("DATE", "GPE", "TIME", "CARDINAL"):
        person = _last_person(scene, sentence_of(word).start_char, span[0])
        if person:
            return Speaker(person.name, SpeakerKind.PERSON, person)
    noun = noun_span(token.head)
    if word.lower_ == "who" and (person := _introduced(scene, token.head, noun)):
        return Speaker(person.name, SpeakerKind.PERSON, person)
    return named(scene.doc, noun, scene.cast, scene.bodies) or described(scene, noun)


def _right_before(scene: Scene, word: Token) -> Person | None:
    """The person whose name, or what is said of him behind it, ends where "who" begins."""
    if word.lower_ != "who":
        return None
    for person in scene.cast.persons:
        for m in person.mentions:
            ends = (m.span[1], m.after_span[1] if m.after_span else m.span[1])
            if any(0 <= word.idx - end <= 3 and not scene.text[end : word.idx].strip(GAP) for end in ends):
                return person
    return None


def _introduced(scene: Scene, noun: Token, span: Span) -> Person | None:
    """Jane Doe in "Jane Doe, a county commissioner who …": the one whose name a comma parts from the noun of one."""
    if noun.tag_ != "NN":
        return None
    for person in scene.cast.persons:
        for m in person.mentions:
            gap = scene.text[m.span[1] : span[0]]
            if 0 < len(gap) <= 4 and gap.strip() == "," and not m.owner:
                return person
    return None


def _last_person(scene: Scene, start: int, end: int) -> Person | None:
    """The person named last between two characters."""
    placed = [(m.span[0], p) for p in scene.cast.persons for m in p.mentions if start <= m.span[0] < end]
    return max(placed, key=lambda x: x[0])[1] if placed else None
