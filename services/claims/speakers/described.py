"""Resolves a description ("the foreign minister", "the German broadcaster", "the union") to what the article names."""

from __future__ import annotations

import re

from spacy.tokens import Token

from services.claims.document import text_of, tokens_at
from services.claims.lexicon import words
from services.claims.parties.gazetteer import gazetteer
from services.claims.speakers import gender
from services.claims.speakers.antecedents import antecedent
from services.claims.speakers.cast import Person
from services.claims.speakers.documents import is_document, issuer
from services.claims.speakers.named import named
from services.claims.speakers.pronouns import THIRD
from services.claims.speakers.roles import by_role, introduced_later, kin, several
from services.claims.speakers.scene import Scene
from services.claims.speakers.speaker import Speaker, plain
from services.domain.claim import Span, SpeakerKind

DEFINITE = ("the", "this", "that", "these", "those", "both", "all", "neither", "each")
OWNERS = ("his", "her", "their", "its")
AGAIN = 1500
"""How many characters back a described speaker may have spoken."""
CAMPS = ("campaign", "camp", "team")


def described(scene: Scene, span: Span) -> Speaker:
    """The speaker that a description means, else the description itself as an unnamed source, group or document."""
    tokens = tokens_at(scene.doc, span)
    head, first = tokens.root, tokens[0].lower_
    lemma = compound(head)
    apposed = _apposed(scene, span, head)
    if apposed:
        return Speaker(apposed.name, SpeakerKind.PERSON, apposed)
    if is_document(head, lemma):
        found = issuer(scene, span, head, lemma, definite=first in DEFINITE)
        return found or Speaker(plain(tokens.text), SpeakerKind.DOCUMENT)
    if lemma in CAMPS and (camp := _camp(scene, span[0], first)):
        return camp
    if first in OWNERS:
        return _owned(scene, span, lemma)
    early = scene.layout.index_of(span[0]) < 2
    definite = first in DEFINITE or (tokens[0].text[:1].isupper() and tokens[0].pos_ in ("ADJ", "NOUN", "PROPN"))
    found = _definite(scene, span, head, lemma) if definite else None
    if found is None and first in ("the", "this", "that") and head.tag_ not in ("NNS", "NNPS"):
        found = _again(scene, span[0], lemma)
    if found is None and (early or first in ("a", "an")):
        person = kin(scene, tokens, lemma) or introduced_later(scene, tokens, lemma)
        found = Speaker(person.name, SpeakerKind.PERSON, person) if person else None
    return found or Speaker(scene.bodies.full(plain(tokens.text)), kind_of(head, lemma, first))


def compound(head: Token) -> str:
    """The lemma of a noun, with what a hyphen ties to its front where the lexicon has the whole: "front-runner"."""
    lemma = head.lemma_.lower()
    if head.i > 1 and head.nbor(-1).text == "-":
        whole = f"{head.nbor(-2).lower_}-{lemma}"
        if whole in words("roles", "office") | words("roles", "epithets") | words("roles", "document_nouns"):
            return whole
    return lemma


def _definite(scene: Scene, span: Span, head: Token, lemma: str) -> Speaker | None:
    tokens = tokens_at(scene.doc, span)
    states = {p.name for t in tokens if (p := gazetteer().state(t.text))}
    if lemma in words("roles", "media_nouns"):
        medium = _medium(scene, span[0], states)
        if medium:
            return Speaker(medium, SpeakerKind.ORGANISATION)
    if head.tag_ in ("NNS", "NNPS", "CD") or tokens[0].lower_ in ("both", "neither", "each"):
        return several(scene, tokens, lemma)
    person = by_role(scene, tokens, lemma, states) if may_be_one(head, lemma) else None
    if person:
        return Speaker(person.name, SpeakerKind.PERSON, person)
    if states and lemma not in ("alliance", "bloc"):
        return None
    if lemma in words("roles", "office") and lemma not in words("roles", "body_nouns"):
        return None
    meant = scene.bodies.meant(lemma, span[0])
    name = meant.name if meant else _grouping(scene, lemma, span[0])
    return Speaker(name, SpeakerKind.ORGANISATION) if name else None


def may_be_one(head: Token, lemma: str) -> bool:
    """Whether a noun may mean one person: no plural, no body and no document."""
    body = lemma in words("roles", "body_nouns") and lemma not in words("roles", "office")
    body = body or lemma in CAMPS or lemma in words("roles", "media_nouns")
    return not (body or head.tag_ in ("NNS", "NNPS", "CD") or is_document(head, lemma))


def _again(scene: Scene, at: int, lemma: str) -> Speaker | None:
    """ "The spokesman", "the ministry": the one that spoke before, by the same noun."""
    for place, s in reversed(scene.said):
        if place >= at or at - place > AGAIN or not s.name or s.person:
            continue
        parts = s.name.lower().split()
        if parts[-1] == lemma or (parts[0] in ("a", "an") and lemma in parts[1:4]):
            return s
    return None


def _grouping(scene: Scene, lemma: str, at: int) -> str | None:
    """The alliance or bloc named last."""
    if lemma not in ("alliance", "bloc"):
        return None
    kinds = ("alliance", "international organisation")
    fits = [(p[0], b.name) for b in scene.bodies.listed if b.party and b.party.kind in kinds and (p := b.before(at))]
    return max(fits)[1] if fits else None


def _apposed(scene: Scene, span: Span, head: Token) -> Person | None:
    """Mike Pence in "Trump's running mate, Mike Pence"."""
    near = text_of(scene.doc)[span[1] : span[1] + 3]
    for p in scene.cast.persons:
        for m in p.mentions:
            at = m.before_span[0] if m.before_span else m.span[0]
            if near.startswith(",") and 0 < at - span[1] <= 3 and head.tag_ not in ("NNS", "NNPS"):
                return p
            if any(c.dep_ == "appos" and m.span[0] <= c.idx < m.span[1] for c in head.children):
                return p
    return None


def _camp(scene: Scene, at: int, first: str) -> Speaker | None:
    """ "The campaign", "her team": that of the candidate meant."""
    runners = [p for p in scene.cast.persons if scene.runs(p)]
    wanted = gender.of_pronoun(first) if first in THIRD else None
    person = antecedent(scene, at, wanted, runners)
    return Speaker(f"{person.last} campaign", SpeakerKind.ORGANISATION) if person else None


def owned_body(scene: Scene, span: Span) -> Speaker | None:
    """ "Its Irrigation Ministry": the one of the state that the text is about."""
    text = scene.text[slice(*span)]
    if not re.match(r"(?:[Ii]ts|[Tt]heir) (?:[A-Z][\w-]+ )*[A-Z]", text):
        return None
    party = scene.topics().before(span[0])
    return Speaker(f"{party.name}'s {text.split(' ', 1)[1]}", SpeakerKind.ORGANISATION) if party else None


def with_pronoun(scene: Scene, span: Span) -> Speaker | None:
    """ "He and Medvedev": the person meant beside the one named."""
    m = re.match(r"(?P<word>[Hh]e|[Ss]he) and (?P<rest>[A-Z].*)$", scene.text[slice(*span)])
    if m is None:
        return None
    person = antecedent(scene, span[0], gender.of_pronoun(m["word"]))
    other = named(scene.doc, (span[0] + m.start("rest"), span[1]), scene.cast, scene.bodies)
    if person is None or other is None or other.name is None:
        return None
    return Speaker(f"{person.name} and {other.name}", SpeakerKind.GROUP)


def _owned(scene: Scene, span: Span, lemma: str) -> Speaker:
    """ "His son", "his lawyers": the one of that kin named in the article, else the owner's name for the pronoun."""
    tokens = tokens_at(scene.doc, span)
    word = tokens[0].lower_
    owner = antecedent(scene, span[0], gender.of_pronoun(word)) if word in THIRD else None
    related = kin(scene, tokens, lemma, owner) if owner else None
    if related:
        return Speaker(related.name, SpeakerKind.PERSON, related)
    rest = plain(text_of(scene.doc)[tokens[0].idx + len(tokens[0]) : span[1]])
    text = f"{owner.name}'s {rest}" if owner else plain(tokens.text)
    if word in ("its", "their") and (party := scene.topics().before(span[0])):
        text = f"{party.name}'s {rest}"
    return Speaker(text, kind_of(tokens.root, lemma, word))


def _medium(scene: Scene, at: int, states: set[str]) -> str | None:
    """The medium named nearest to `at`, of the state said if one is."""
    best: tuple[float, str] | None = None
    for body in scene.bodies.listed:
        if not body.medium or (states and (body.party is None or body.party.home not in states)):
            continue
        places = [abs(p - at) + (300 if p > at else 0) for p, _ in body.places]
        score = min(places) + (200 if body.name == scene.doc._.outlet else 0)
        if best is None or score < best[0]:
            best = score, body.name
    return best[1] if best else None


def kind_of(head: Token, lemma: str, first: str) -> SpeakerKind:
    """Document, group or unnamed source, by the noun and its determiner."""
    if lemma in words("roles", "document_nouns"):
        return SpeakerKind.DOCUMENT
    if first in ("a", "an", "one", "another", "someone") or head.lower_ in words("roles", "unnamed"):
        return SpeakerKind.UNNAMED
    return SpeakerKind.GROUP if head.tag_ == "NNS" or lemma in words("roles", "group_nouns") else SpeakerKind.UNNAMED
