"""Resolves "he", "she", "it", "they" to whom or what was named or spoke shortly before."""

from __future__ import annotations

from spacy.tokens import Doc

from services.claims.document import attributions_of, sentence_of, tokens_at
from services.claims.parties.gazetteer import gazetteer
from services.claims.speakers import gender
from services.claims.speakers.cast import Cast, Person
from services.claims.speakers.speaker import UNKNOWN, Speaker, plain
from services.domain.claim import SpeakerKind

Said = list[tuple[int, Speaker]]
"""Earlier speakers with the places of their attributions."""

FIRST = ("i", "we", "me", "us", "my", "our", "myself", "ourselves")
THIRD = ("he", "she", "him", "her", "his", "himself", "herself")
BODY = ("it", "its", "itself", "they", "them", "their", "themselves", "both")


def pronoun(doc: Doc, word: str, at: int, cast: Cast, said: Said) -> Speaker:
    """The speaker that "he", "she", "it" or "they" at character `at` means."""
    if word in THIRD:
        person = antecedent(doc, at, cast, gender.of_pronoun(word), said)
        return Speaker(person.name, SpeakerKind.PERSON, person) if person else UNKNOWN
    if word in BODY:
        return _body(doc, at, said, plural=word not in ("it", "its", "itself"))
    return UNKNOWN


def antecedent(doc: Doc, at: int, cast: Cast, wanted: str | None, said: Said) -> Person | None:
    """By nearness, subjects and earlier speakers before others: the preferences of Lappin and Leass (1994) as a
    score."""
    fits = [p for p in cast.persons if (p.gender is None or wanted is None or p.gender == wanted) and p.before(at)]
    if not fits:
        return None
    begin = sentence_of(tokens_at(doc, (at, at + 1))[0]).start_char
    spoken = [s for a in attributions_of(doc) for s in a.content]
    last = next((s.person for place, s in reversed(said) if place < at and s.person in fits), None)

    def rank(p: Person) -> float:
        m = p.before(at)
        if m is None:
            return float("-inf")
        near = -(at - m.span[0]) / 250 - 0.8 * any(s <= m.span[0] < e and not s <= at < e for s, e in spoken)
        return near + 0.8 * (m.span[0] >= begin) + 0.6 * m.subject + 1.2 * (p is last) + 0.5 * (p.gender == wanted)

    return max(fits, key=rank)


def _body(doc: Doc, at: int, said: Said, *, plural: bool) -> Speaker:
    """A body or group named shortly before: a subject of this or the preceding sentence, else the last that spoke."""
    kinds = (SpeakerKind.ORGANISATION, SpeakerKind.GROUP, SpeakerKind.DOCUMENT)
    best: Speaker | None = None
    for ent in doc.ents:
        subject = ent.label_ in ("ORG", "GPE", "NORP") and ent.root.dep_ in ("nsubj", "nsubjpass")
        if subject and at - 300 < ent.start_char < at and not (plural and ent.label_ == "GPE"):
            party = gazetteer().find(plain(ent.text))
            best = Speaker(party.name if party else plain(ent.text), SpeakerKind.ORGANISATION)
    if best is None or plural:
        spoke = next((s for place, s in reversed(said) if place < at and s.kind in kinds and at - place < 800), None)
        best = spoke or best
    return best or UNKNOWN
