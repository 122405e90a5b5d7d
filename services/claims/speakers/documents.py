"""A document speaks for whoever issued it: "the committee's report", "FEC records", "excerpts of his speech"."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from services.claims.document import ents_of, tokens_at
from services.claims.lexicon import words
from services.claims.parties.gazetteer import gazetteer
from services.claims.speakers import gender
from services.claims.speakers.antecedents import antecedent
from services.claims.speakers.pronouns import THIRD
from services.claims.speakers.scene import Scene
from services.claims.speakers.speaker import Speaker, plain
from services.domain.claim import Span, SpeakerKind

SAME = (("poll", "survey"), ("report", "study"), ("statement", "remark"))
MAKING = (
    "release", "publish", "issue", "post", "write", "send", "sign", "launch", "air", "run", "unveil", "file", "produce",
    "conduct", "commission", "sponsor", "put", "draft", "submit", "tweet",
)
ISSUED = (
    "release", "statement", "ad", "spot", "commercial", "email", "e-mail", "letter", "memo", "filing", "editorial",
)
AGAIN = 1200
"""How many characters back a body may have spoken whose statement or ad is meant."""
BACK = 350
"""How many tokens back the first mention of a document may lie."""


def is_document(head: Token, lemma: str) -> bool:
    """Whether a noun is a document, or a part or sort of one ("excerpts of his speech")."""
    return lemma in words("roles", "document_nouns") or head.lower_ in words("roles", "document_nouns")


def issuer(scene: Scene, span: Span, head: Token, lemma: str, *, definite: bool) -> Speaker | None:
    """Who issued the document that `head` names: by the words at `span`, else where it came up before."""
    here = _issued(scene, list(tokens_at(scene.doc, span)), head)
    poll = lemma in ("poll", "survey")
    if poll and here and here.kind is SpeakerKind.PERSON:
        here = None
    named = any(t.pos_ == "PROPN" for t in tokens_at(scene.doc, span))
    if here or not definite or (poll and named):
        return here
    same = next((group for group in SAME if lemma in group), (lemma,))
    for token in reversed(scene.doc[max(0, head.i - BACK) : head.i]):
        if token.lemma_.lower() not in same:
            continue
        found = _issued(scene, list(token.subtree), token)
        if found and not (poll and found.kind is SpeakerKind.PERSON):
            return found
    return _announcer(scene, span[0]) if lemma in ISSUED else None


def _announcer(scene: Scene, at: int) -> Speaker | None:
    """The body that spoke last, shortly before "the statement" or "the ad"."""
    spoke = [(place, s) for place, s in scene.said if place < at and at - place < AGAIN]
    return next((s for _, s in reversed(spoke) if s.kind is SpeakerKind.ORGANISATION), None)


def _issued(scene: Scene, phrase: list[Token], head: Token) -> Speaker | None:
    makers = [c for c in head.head.children if c.dep_ == "nsubj"] if head.dep_ in ("dobj", "attr") else []
    makers = [m for m in makers if head.head.lemma_ in MAKING]
    for part in (*head.children, *makers):
        found = _issuer(scene, part)
        if found:
            return found
    parts = [t for t in phrase if t is not head and t.dep_ == "pobj" and t.head.lower_ in ("of", "from")]
    inner = [t for t in parts if is_document(t, t.lemma_.lower())]
    return next((f for t in inner for c in t.children if (f := _issuer(scene, c))), None)


def _issuer(scene: Scene, part: Token) -> Speaker | None:
    """The person or body that owns a document or that follows "by" or "from"."""
    if part.dep_ in ("prep", "agent") and part.lower_ in ("by", "from"):
        part = next(iter(part.children), part)
    elif part.dep_ == "acl" and (by := next((c for c in part.children if c.lower_ == "by"), None)):
        part = next(iter(by.children), part)
    elif part.dep_ not in ("poss", "compound", "nsubj", "nmod"):
        return None
    if part.dep_ == "poss" and part.lower_ in THIRD:
        owner = antecedent(scene, part.idx, gender.of_pronoun(part.lower_))
        return Speaker(owner.name, SpeakerKind.PERSON, owner) if owner else None
    ent = next((e for e in ents_of(part.doc) if e.start <= part.i < e.end), None)
    if ent is None and part.text.replace(".", "").isupper() and len(part.text) > 2:
        return Speaker(scene.bodies.full(plain(part.text)), SpeakerKind.ORGANISATION)
    return _entity(scene, ent) if ent is not None else None


def _entity(scene: Scene, ent: Tokens) -> Speaker | None:
    person = scene.cast.person(plain(ent.text)) if ent.label_ in ("PERSON", "ORG", "GPE") else None
    if person and (ent.label_ == "PERSON" or " " in person.name):
        return Speaker(person.name, SpeakerKind.PERSON, person)
    party = gazetteer().find(plain(ent.text))
    if ent.label_ != "ORG" and not party:
        return None
    return Speaker(party.name if party else scene.bodies.full(plain(ent.text)), SpeakerKind.ORGANISATION)
