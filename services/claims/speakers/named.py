"""Resolves a source that holds a name: a person of the cast, two of them, or a body."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from services.claims.document import text_of, tokens_at
from services.claims.parties.gazetteer import gazetteer
from services.claims.speakers.cast import Cast, Person
from services.claims.speakers.mentions import title_word
from services.claims.speakers.speaker import Speaker, plain
from services.domain.claim import Span, SpeakerKind

BODIES = ("ORG", "GPE", "NORP", "FAC", "WORK_OF_ART", "PRODUCT", "LAW", "EVENT")


def named(doc: Doc, span: Span, cast: Cast) -> Speaker | None:
    """The speaker that the words at `span` name, or None where they name none (a pronoun or a description)."""
    tokens = tokens_at(doc, span)
    if not len(tokens):
        return None
    head = tokens.root
    here = [(p, m.span) for p in cast.persons for m in p.mentions if span[0] <= m.span[0] and m.span[1] <= span[1] + 2]
    here.sort(key=lambda x: x[1])
    party = gazetteer().find(plain(tokens.text))
    if party and any(c.isupper() for c in tokens.text):
        return Speaker(party.name, SpeakerKind.ORGANISATION)
    both = _joined(doc, head, here)
    if both:
        return both
    person = _person(doc, span, head, here)
    if person:
        return Speaker(person.name, SpeakerKind.PERSON, person)
    return _proper(doc, span, head, cast) if head.pos_ == "PROPN" else None


def _person(doc: Doc, span: Span, head: Token, here: list[tuple[Person, Span]]) -> Person | None:
    """The person named at the head, in apposition to it, or with nothing but titles before."""
    for p, at in here:
        if at[0] <= head.idx < at[1]:
            return p
    for p, at in here:
        token = next(iter(tokens_at(doc, at)), head)
        apposed = any(a.dep_ == "appos" and a.head == head for a in (token, *token.ancestors))
        gap = text_of(doc)[span[0] : at[0]].strip()
        titles = gap and not gap.endswith(("'s", "’s", "of", "by", "for", "with", "from", "to", "that", "in"))
        owner = text_of(doc)[at[1] : at[1] + 2] in ("'s", "’s", "’ ", "' ")
        if not owner and (apposed or (not gap) or (titles and at[1] >= span[1] - 2) or gap.endswith(",")):
            return p
    return None


def _joined(doc: Doc, head: Token, here: list[tuple[Person, Span]]) -> Speaker | None:
    """ "Grassley and Leahy": two or more persons of the cast joined by "and"."""
    if len(here) < 2:
        return None
    first, last = here[0], here[-1]
    between = text_of(doc)[first[1][1] : last[1][0]]
    if " and " not in between or len(between) > 60 or not first[1][0] <= head.idx < first[1][1]:
        return None
    names = list(dict.fromkeys(p.name for p, _ in here))
    return Speaker(" and ".join(names), SpeakerKind.GROUP) if len(names) > 1 else None


def _proper(doc: Doc, span: Span, head: Token, cast: Cast) -> Speaker | None:
    """A proper name that the entity recogniser may have missed."""
    start = end = head.i
    while start > 0 and (left := doc[start - 1]).pos_ == "PROPN" and left.idx >= span[0] and not title_word(left):
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].pos_ == "PROPN" and doc[end + 1].idx < span[1]:
        end += 1
    name = doc[start : end + 1].text
    known = cast.person(name) or (cast.person(name.title()) if name.isupper() and len(name) > 3 else None)
    if known:
        return Speaker(known.name, SpeakerKind.PERSON, known)
    party = gazetteer().find(name)
    if party and head.dep_ != "compound":
        return Speaker(party.name, SpeakerKind.ORGANISATION)
    body = head.ent_type_ in BODIES or not head.ent_type_
    text = plain(text_of(doc)[slice(*span)])
    if name.isupper() and len(name) > 4 and text_of(doc)[span[1] : span[1] + 1] == ":":
        return Speaker(name.title(), SpeakerKind.PERSON)
    return Speaker(text, SpeakerKind.ORGANISATION if body else SpeakerKind.PERSON)
