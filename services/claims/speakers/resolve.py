"""Resolves one source: to a person, a body, a group, or a description where no name is given."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from services.claims.document import tokens_at
from services.claims.lexicon import words
from services.claims.parties.gazetteer import gazetteer
from services.claims.speakers import gender
from services.claims.speakers.cast import Cast, Person
from services.claims.speakers.mentions import title_word
from services.domain.claim import Span, SpeakerKind


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, by the fullest name known; `person` where it is one of the cast."""

    name: str | None
    kind: SpeakerKind
    person: Person | None = None


UNKNOWN = Speaker(None, SpeakerKind.UNKNOWN)
FIRST = ("i", "we", "me", "us", "my", "our", "myself", "ourselves")
THIRD = ("he", "she", "him", "her", "his", "himself", "herself")
BODY = ("it", "its", "itself", "they", "them", "their", "themselves", "both")
DEFINITE = ("the", "this", "that", "his", "her", "their", "its", "these", "those")


def named(doc: Doc, span: Span, cast: Cast) -> Speaker | None:
    """The speaker that the words at `span` name, or None where they name none (a pronoun or a description)."""
    tokens = tokens_at(doc, span)
    inside = [p for p in cast.persons for m in p.mentions if span[0] <= m.span[0] and m.span[1] <= span[1] + 2]
    head = tokens.root if len(tokens) else None
    if head is None:
        return None
    owner = any(t.text in ("'s", "’s") for t in tokens) and head.pos_ == "NOUN"
    if (
        inside
        and not owner
        and (head.pos_ == "PROPN" or head.dep_ == "appos" or len(tokens) <= 2 or _trails(tokens.text, inside))
    ):
        best = next((p for p in inside if any(m.span[0] <= head.idx < m.span[1] for m in p.mentions)), inside[-1])
        return Speaker(best.name, SpeakerKind.PERSON, best)
    text = _plain(tokens.text)
    party = gazetteer().find(text)
    if (party and text[:1].isupper()) or (party and text.lower() != text):
        return Speaker(party.name, SpeakerKind.ORGANISATION)
    if head.pos_ == "PROPN":
        return _proper(doc, span, head, cast)
    return None


def _proper(doc: Doc, span: Span, head: Token, cast: Cast) -> Speaker | None:
    """A proper name that the entity recogniser may have missed."""
    start = end = head.i
    while (
        start > 0
        and doc[start - 1].pos_ == "PROPN"
        and doc[start - 1].idx >= span[0]
        and not title_word(doc[start - 1])
    ):
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].pos_ == "PROPN" and doc[end + 1].idx < span[1]:
        end += 1
    name = doc[start : end + 1].text
    known = cast.person(name)
    if known:
        return Speaker(known.name, SpeakerKind.PERSON, known)
    party = gazetteer().find(name)
    if party:
        return Speaker(party.name, SpeakerKind.ORGANISATION)
    text = _plain(doc.text[slice(*span)])
    body = head.ent_type_ in ("ORG", "GPE", "NORP", "FAC", "WORK_OF_ART", "PRODUCT", "LAW") or not head.ent_type_
    if name.isupper() and len(name) > 3 and (known := cast.person(name.title())):
        return Speaker(known.name, SpeakerKind.PERSON, known)
    return Speaker(text, SpeakerKind.ORGANISATION if body else SpeakerKind.PERSON)


def described(doc: Doc, span: Span, cast: Cast, prior: Speaker | None) -> Speaker:
    """The speaker that a description means ("the foreign minister", "the German broadcaster"), else the description."""
    tokens = tokens_at(doc, span)
    head, text = tokens.root, _plain(tokens.text)
    lemma = head.lemma_.lower()
    definite = tokens[0].lower_ in DEFINITE or (
        tokens[0].text.istitle() and tokens[0].lower_ not in ("a", "an", "some", "many")
    )
    states = {p.name for t in tokens if (p := gazetteer().state(t.text))}
    if definite and (lemma in words("roles", "media_nouns") or head.lower_ in words("roles", "media_nouns")):
        medium = _medium(doc, span[0], states)
        if medium:
            return Speaker(medium, SpeakerKind.ORGANISATION)
    if definite and head.tag_ != "NNS":
        person = _office(cast, span[0], lemma, states, tokens.text)
        if person:
            return Speaker(person.name, SpeakerKind.PERSON, person)
        if lemma == "alliance" and (party := _nearest(doc, span[0], "alliance")):
            return Speaker(party, SpeakerKind.ORGANISATION)
    return Speaker(text, _kind(head, lemma, tokens[0].lower_))


def pronoun(doc: Doc, word: str, at: int, cast: Cast, said: list[tuple[int, Speaker]]) -> Speaker:
    """The speaker that "he", "she", "it" or "they" at character `at` means; `said` lists earlier speakers by place."""
    wanted = gender.of_pronoun(word)
    if word in THIRD:
        person = _antecedent(doc, at, cast, wanted, said)
        return Speaker(person.name, SpeakerKind.PERSON, person) if person else UNKNOWN
    if word in BODY:
        return _body(doc, at, said, plural=word not in ("it", "its", "itself"))
    return UNKNOWN


def _antecedent(doc: Doc, at: int, cast: Cast, wanted: str | None, said: list[tuple[int, Speaker]]) -> Person | None:
    """By closeness, subjects and earlier speakers before others: Hobbs's preference, put as a score."""
    fits = [p for p in cast.persons if (p.gender is None or p.gender == wanted) and p.before(at)]
    if not fits:
        return None
    sent = tokens_at(doc, (at, at + 1)).sent if len(tokens_at(doc, (at, at + 1))) else None
    begin = sent.start_char if sent is not None else at
    last = next((s.person for place, s in reversed(said) if place < at and s.person in fits), None)

    def rank(p: Person) -> float:
        m = p.before(at)
        if m is None:
            return -1e9
        score = -(at - m.span[0]) / 250
        if m.span[0] >= begin:
            score += 0.8
        score += 0.6 * m.subject + 1.2 * (p is last) + 0.5 * (p.gender == wanted)
        return score

    return max(fits, key=rank)


def _body(doc: Doc, at: int, said: list[tuple[int, Speaker]], *, plural: bool) -> Speaker:
    """A body or group named shortly before: a subject of this or the preceding sentence, else the last that spoke."""
    kinds = (SpeakerKind.ORGANISATION, SpeakerKind.GROUP, SpeakerKind.DOCUMENT)
    best: Speaker | None = None
    for ent in doc.ents:
        if (
            at - 300 < ent.start_char < at
            and ent.label_ in ("ORG", "GPE", "NORP")
            and ent.root.dep_ in ("nsubj", "nsubjpass")
        ):
            if plural and ent.label_ == "GPE":
                continue
            text = _plain(ent.text)
            party = gazetteer().find(text)
            best = Speaker(party.name if party else text, SpeakerKind.ORGANISATION)
    if best is None:
        best = next((s for place, s in reversed(said) if place < at and s.kind in kinds), None)
    return best or UNKNOWN


def _office(cast: Cast, at: int, lemma: str, states: set[str], text: str) -> Person | None:
    """The person named last before `at` whom the article gives this office, of this state where one is said."""
    wanted = [w.strip(".,").lower() for w in text.split()[1:] if w[0].islower()]
    best: tuple[int, int, Person] | None = None
    for p in cast.persons:
        m = p.before(at)
        titles = " ".join(p.described()).replace("-", " ").lower().split()
        if m is None or lemma.replace("-", " ").split()[-1] not in titles:
            continue
        if states and not any(
            (s := gazetteer().state(w.strip(".,"))) and s.name in states for t in p.described() for w in t.split()
        ):
            continue
        key = (sum(w in titles for w in wanted), m.span[0], p)
        if best is None or key[:2] > best[:2]:
            best = key
    return best[2] if best else None


def _medium(doc: Doc, at: int, states: set[str]) -> str | None:
    """The medium named nearest to `at`, of the state said if one is."""
    found = [(abs(e.start_char - at), p) for e in doc.ents if (p := gazetteer().find(e.text)) and p.kind == "media"]
    fits = [x for x in found if not states or x[1].home in states]
    return min(fits, key=lambda x: x[0])[1].name if fits else None


def _nearest(doc: Doc, at: int, kind: str) -> str | None:
    found = [(abs(e.start_char - at), p.name) for e in doc.ents if (p := gazetteer().find(e.text)) and p.kind == kind]
    return min(found)[1] if found else None


def _kind(head: Token, lemma: str, first: str) -> SpeakerKind:
    if lemma in words("roles", "document_nouns"):
        return SpeakerKind.DOCUMENT
    if first in ("a", "an", "one", "another", "someone") or head.lower_ in words("roles", "unnamed"):
        return SpeakerKind.UNNAMED
    return SpeakerKind.GROUP if head.tag_ == "NNS" or lemma in words("roles", "group_nouns") else SpeakerKind.UNNAMED


def _trails(text: str, persons: list[Person]) -> bool:
    return any(text.rstrip().endswith(p.last) for p in persons)


def _plain(text: str) -> str:
    text = " ".join(text.split()).strip('"“”,;:')
    for article in ("the ", "The "):
        text = text.removeprefix(article)
    return text.removesuffix("'s").removesuffix("’s")
