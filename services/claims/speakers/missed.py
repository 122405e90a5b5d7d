"""Names of persons that the entity recogniser missed or took for a body or place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from services.claims.parties.gazetteer import gazetteer
from services.claims.parties.known import known

_INNER = ("ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "")


def missed(doc: Doc, found: Sequence[Tokens]) -> Iterator[Tokens]:
    """Further mentions of those that `found` names in full, by full or last name, and full names of persons who need
    no introduction."""
    taken = {t.i for tokens in found for t in tokens}
    full = {tuple(t.text for t in tokens) for tokens in found if len(tokens) > 1}
    lasts = {name[-1] for name in full if name[-1][:1].isupper() and len(name[-1]) > 2}
    day = doc._.published_at.date() if doc._.published_at else None
    for token in doc:
        if token.i in taken or not token.text[:1].isupper() or not token.text[-1:].isalpha():
            continue
        left = doc[token.i - 1] if token.i else None
        pair = left is not None and left.i not in taken and left.text[:1].isupper() and left.text[-1:].isalpha()
        if pair and left is not None and _first(left):
            both = (left.text, token.text)
            if both in full or (left.text.istitle() and known(" ".join(both), day) and _alone(doc, left.i, token.i)):
                yield doc[left.i : token.i + 1]
                continue
        if token.text in lasts and _alone(doc, token.i, token.i) and not gazetteer().find(token.text):
            yield doc[token.i : token.i + 1]


def _first(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.ent_type_ in _INNER


def _alone(doc: Doc, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` are no part of a longer name ("Trump Tower", "Clinton Hill")."""
    right = doc[end + 1] if end + 1 < len(doc) else None
    left = doc[start - 1] if start else None
    longer = right is not None and right.pos_ == "PROPN" and right.text[:1].isupper() and right.text.isalpha()
    before = left is not None and left.pos_ == "PROPN" and left.text.istitle() and left.text.isalpha()
    return doc[start].ent_type_ in _INNER and not longer and not before
