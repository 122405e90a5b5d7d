"""The words around a name that say who it is: titles before it, appositions behind it."""

from __future__ import annotations

import re

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from services.claims.document import sentence_of, text_of
from services.claims.lexicon import words
from services.domain.claim import Span

_SEAT = re.compile(
    r"\s*,?\s*\(?(?P<party>[DR])[-–—.](?P<place>[A-Z][\w.]{1,6}(?: [A-Z][\w.]+)?)\)?"
    r"|\s*,\s*(?:a )?(?:Democrat|Republican)(?: of| from) [A-Z]\w+"
)
_ABBREVIATED = re.compile(r"^[A-Z][a-z]{1,5}\.$")
LINKS = ("of", "and", "for", "-", "'s", "’s", "the", "former", "/", "&", "to", ".")
BREAKS = (",", ")", ";", "—", "–", "--", '"', "“", "”")
LEADS = ("head", "lead", "chair", "run", "command", "represent")


def before(name: Tokens) -> Span | None:
    """The run of nouns, adjectives and links that ends where the name begins; a whole description where the name
    stands in
    apposition to it ("the firm's chief executive, Jane Doe")."""
    doc, i, first = name.doc, name.start, sentence_of(name[0]).start
    while i > first and name.start - i < 14 and _title(doc[i - 1]):
        i -= 1
    apposed = name.root.dep_ == "appos" and name.root.head.i < i
    if i > first + 1 and doc[i - 1].text == "," and apposed:
        i = max(first, name.root.head.left_edge.i)
    while i < name.start and doc[i].text in LINKS and doc[i].lower_ not in ("the", "former"):
        i += 1
    if i >= name.start:
        return None
    return doc[i].idx, doc[name.start - 1].idx + len(doc[name.start - 1])


def after(name: Tokens) -> Span | None:
    """The apposition behind a name, or the party and seat in brackets."""
    doc, i = name.doc, name.end
    seat = _SEAT.match(text_of(doc), name.end_char)
    if seat:
        return seat.span()
    if i >= len(doc) - 1 or doc[i].text not in (",", "(", "—", "–", "--"):
        return None
    stop, last = i + 1, min(sentence_of(name[0]).end, i + 30)
    while stop < last and doc[stop].text not in BREAKS and not doc[stop].is_space:
        stop += 1
    phrase = doc[i + 1 : stop]
    return (phrase.start_char, phrase.end_char) if len(phrase) and _tells(phrase, name, doc[i].text) else None


def _title(token: Token) -> bool:
    if token.ent_type_ == "PERSON":
        return False
    nominal = token.pos_ in ("PROPN", "NOUN", "ADJ", "NUM")
    return nominal or token.text in LINKS or bool(_ABBREVIATED.match(token.text))


def _tells(phrase: Tokens, name: Tokens, mark: str) -> bool:
    """Whether a phrase behind a name says who it is: an office, an apposition, "who heads …", "of ORGANISATION"."""
    early = list(phrase[:9])
    first = early[0]
    if first.lower_ == "who":
        return len(early) > 1 and early[1].lemma_.lower() in LEADS
    if first.lower_ == "of":
        return mark == "," and len(early) > 1 and early[1].pos_ in ("PROPN", "DET")
    if first.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ"):
        return False
    office = any(t.lower_.strip(".") in words("roles", "office") | words("roles", "expert") for t in early)
    return office or any(t.dep_ == "appos" and t.head in name for t in early)
