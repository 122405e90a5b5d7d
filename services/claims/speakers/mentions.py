"""Finds where persons are named in an article: the name alone, titles and organisations in front left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from services.claims.document import ents_of, text_of
from services.claims.lexicon import words
from services.claims.parties.gazetteer import gazetteer
from services.claims.parties.known import known
from services.claims.speakers import gender
from services.claims.speakers.missed import missed
from services.claims.speakers.surroundings import after, before
from services.domain.claim import Span

_GIVEN_STATES = ("German", "Israel", "Chad", "Jordan", "Georgia", "Roman", "Francis")
_HONOUR = re.compile(r"^(?:[A-Z][a-z]{1,5}\.|Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Dame)$")
_SMALL = ("al", "de", "von", "van", "bin")
_OTHER = ("ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART")
_DASHES = ("-", "–", "—", "--")
_ASKING = ("Will", "Can", "Could", "Should", "Would", "May", "Did", "Does", "Is", "Was", "Has", "Do", "Are")
_BEHIND = ("'s", "’s", "'", "’", ",", ".")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named: the name alone, and the words around it that say who it is, with their places."""

    name: str
    span: Span
    before: str
    before_span: Span | None
    after: str
    after_span: Span | None
    subject: bool
    owner: bool


def persons(doc: Doc) -> Iterator[Mention]:
    """Mentions of persons: those that the recogniser marks, then those that it missed or took for something else."""
    found = [tokens for ent in ents_of(doc) if ent.label_ == "PERSON" or _titled(ent) if len(tokens := _name(ent))]
    yield from (_shared(tokens) for tokens in found)
    yield from map(mention, missed(doc, found))


def _shared(tokens: Tokens) -> Mention:
    """A first name that shares the last name behind "and" gets it: "Jane and John Doe"."""
    plain, doc, end = mention(tokens), tokens.doc, tokens.end
    both = len(tokens) == 1 and end + 2 < len(doc) and doc[end].lower_ == "and"
    other = next((e for e in ents_of(doc) if e.start == end + 1 and e.label_ == "PERSON"), None) if both else None
    if other is None or len(other) != 2 or not _begins_name(other[1]) or title_word(other[0]):
        return plain
    sure = gender.of_first_name(plain.name) or plain.name not in {t.text for t in doc[end:]}
    return replace(plain, name=f"{plain.name} {other[1].text}") if sure else plain


def mention(tokens: Tokens) -> Mention:
    """A name as a mention, with what stands around it."""
    front, behind, text = before(tokens), after(tokens), text_of(tokens.doc)
    return Mention(
        " ".join(tokens.text.split()),
        (tokens.start_char, tokens.end_char),
        text[slice(*front)] if front else "",
        front,
        text[slice(*behind)] if behind else "",
        behind,
        tokens.root.dep_ in ("nsubj", "nsubjpass"),
        tokens.root.dep_ == "poss",
    )


def title_word(token: Token) -> bool:
    """Whether a word before a name is a title or role and no part of the name."""
    bare = token.text.strip(".").lower()
    short = bool(_HONOUR.match(token.text)) and len(token.text) > 2
    return short or bare in words("roles", "person_titles") or bare in words("roles", "office")


@cache
def _calling() -> frozenset[str]:
    """What somebody is by calling or kin, which headlines and captions put before a whole name."""
    keys = ("media_roles", "reporters", "epithets", "kin", "expert", "delegates")
    return frozenset[str]().union(*(words("roles", k) for k in keys)) | {"sheriff", "widow", "activist"}


def _titled(ent: Tokens) -> bool:
    """An entity of another kind that a personal title precedes is a person too."""
    if ent.label_ not in _OTHER or ent.start == 0:
        return False
    title = ent.doc[ent.start - 1].text
    return title.strip(".") in ("Mr", "Mrs", "Ms", "Sen", "Rep", "Gov", "Dr", "Gen", "Col", "Sir")


def _name(ent: Tokens) -> Tokens:
    """The name within a person's entity, or one token to its left where the recogniser began late."""
    doc, start, end = ent.doc, ent.start, ent.end
    while end > start and (doc[end - 1].text in _BEHIND or doc[end - 1].is_space):
        end -= 1
    dash = next((t.i for t in doc[start + 1 : end] if t.text in _DASHES and t.nbor(-1).whitespace_), None)
    if dash is not None:
        start, end = (start, dash) if dash - start > 1 else (dash + 1, end)
    for i in range(start, end - 1):
        demonym = gazetteer().state(doc[i].text) and (end - i > 2 or not words_given(doc[i].text))
        role = end - i > 2 and doc[i].lower_ in _calling()
        if title_word(doc[i]) or demonym or role or doc[i].lower_ in ("the", "former"):
            start = i + 1
        elif i == start and doc[i].lower_ == "of":
            start = i + 2
        elif i == start and i > 1 and doc[i - 1].lower_ == "of" and title_word(doc[i - 2]):
            start = i + 1
    while start < end and not _begins_name(doc[start]):
        start += 1
    if end - start > 2 and doc[start].is_sent_start and doc[start].pos_ in ("VERB", "ADP", "ADV", "AUX", "SCONJ"):
        start += 1
    while start == ent.start and start > 0 and _given(doc[start - 1]):
        start -= 1
        ent = doc[start:end]
    if end - start == 2 and doc[start].is_sent_start and _adjective(doc[start].text, doc[end - 1].text):
        start += 1
    space = next((t.i for t in doc[start:end] if t.is_space), end)
    return doc[start:space]


def _adjective(first: str, last: str) -> bool:
    """Whether a headline's first word is no given name but an adjective, or begins a question, before a well-known last
    name."""
    given = first[1:2].islower() and (first in _ASKING or not gender.of_first_name(first))
    return given and known(last, None) is not None and known(f"{first} {last}", None) is None


def words_given(name: str) -> bool:
    """Whether a word is also a first name ("German", "Israel", "Chad")."""
    return name in _GIVEN_STATES or bool(gender.of_first_name(name))


def _begins_name(token: Token) -> bool:
    return token.text[0].isalpha() and (token.text[0].isupper() or token.text in _SMALL)


def _given(left: Token) -> bool:
    """Whether a word left of a name is rather a given name than a title, place or body."""
    of = left.i > 0 and left.nbor(-1).lower_ == "of"
    if of or left.pos_ != "PROPN" or not left.text.istitle() or left.ent_type_ in ("GPE", "NORP"):
        return False
    return not (title_word(left) or gazetteer().state(left.text) or gazetteer().find(left.text))
