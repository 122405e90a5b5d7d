"""The words around a name that say who it is: titles before it, appositions behind it."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from services.claims.document import ents_of, sentence_of, text_of
from services.claims.lexicon import words
from services.domain.claim import Span

_SEAT = re.compile(
    r"\s*,?\s*\(?(?P<party>[DR])[-–—.](?P<place>[A-Z][\w.]{1,6}(?: [A-Z][\w.]+)?)\)?"
    r"|\s*\((?:[DR]|[A-Z][a-z]{1,5}\.)\)"
    r"|\s*,\s*(?:a )?(?:Democrat|Republican)(?: of| from) [A-Z]\w+"
)
_CLAUSE = re.compile(r",? (?:who|an?|another|one) [^,;.()]{4,80}")
_ABBREVIATED = re.compile(r"^[A-Z][a-z]{1,5}\.$")
LINKS = ("of", "and", "for", "-", "'s", "’s", "the", "former", "/", "&", "to", ".")
LEADING = ("of", "and", "for", "to", "&")
"""Links that a title does not end in: what stands before them is no title of whoever is named behind."""
BREAKS = (",", ")", ";", "—", "–", "--", '"', "“", "”")
LEADS = ("head", "lead", "chair", "run", "command", "represent", "direct", "edit", "host", "anchor")
SIDES = ("back", "support", "endorse", "campaign", "advise", "stump")


def before(name: Tokens) -> Span | None:
    """The run of nouns, adjectives and links that ends where the name begins; a whole description where the name
    stands in
    apposition to it ("the firm's chief executive, Jane Doe")."""
    doc, i, first = name.doc, name.start, sentence_of(name[0]).start
    if i > first and doc[i - 1].lower_ in LEADING:
        return None
    while i > first and name.start - i < 14 and (_title(doc[i - 1]) or _boss(doc[i - 1], name)):
        i -= 1
    if i == name.start and i > first + 1 and doc[i - 1].text == ",":
        return _led(name, first)
    apposed = name.root.dep_ == "appos" and name.root.head.i < i
    if i > first + 1 and doc[i - 1].text == "," and apposed:
        i = max(first, name.root.head.left_edge.i)
    while i < name.start and doc[i].tag_ in ("WDT", "WP", "IN", "CC") and doc[i].lower_ not in LINKS:
        i += 1
    while i < name.start and doc[i].text in LINKS and doc[i].lower_ not in ("the", "former"):
        i += 1
    if i >= name.start:
        return None
    return doc[i].idx, doc[name.start - 1].idx + len(doc[name.start - 1])


def _boss(token: Token, name: Tokens) -> bool:
    """Cruz in "Cruz spokeswoman Jane Doe" or "Cruz's campaign manager, Jane Doe": a person named before a role."""
    right = token.doc[token.i + 1]
    if token.ent_type_ != "PERSON" or right.i >= name.start or token.pos_ != "PROPN":
        return False
    role = right.text in ("'s", "’s", "'", "’") or (right.is_lower and right.pos_ in ("NOUN", "ADJ"))
    return role or (right.ent_type_ == "PERSON" and right.i + 1 < name.start and _boss(right, name))


def _led(name: Tokens, first: int) -> Span | None:
    """A description that a comma parts from the name: "The chief executive of Acme, Jane Doe"."""
    doc, i = name.doc, name.start - 1
    while i > first and name.start - i < 16 and (_title(doc[i - 1]) or doc[i - 1].pos_ in ("DET", "PRON")):
        i -= 1
        if doc[i].pos_ == "DET" or doc[i].tag_ == "PRP$":
            break
    phrase = doc[i : name.start - 1]
    roles = frozenset[str]().union(*(words("roles", k) for k in ("office", "expert", "heads", "media_roles")))
    leads = len(phrase) > 1 and any(t.lower_ in roles for t in phrase) and phrase[-1].lower_ not in LINKS
    starts = i == first or doc[i].pos_ in ("DET", "PROPN") or doc[i].tag_ == "PRP$"
    return (phrase.start_char, phrase.end_char) if leads and starts else None


def after(name: Tokens) -> Span | None:
    """The apposition behind a name, or the party and seat in brackets."""
    doc, i = name.doc, name.end
    seat = _SEAT.match(text_of(doc), name.end_char)
    if seat:
        return _relative(doc, seat.span()) or seat.span()
    if i >= len(doc) - 1:
        return None
    if doc[i].lower_ in ("of", "at", "from", "with"):
        return _house(name)
    if doc[i].text not in (",", "(", "—", "–", "--"):
        return None
    stop, last = i + 1, min(sentence_of(name[0]).end, i + 30)
    while stop < last and not doc[stop].is_space and (doc[stop].text not in BREAKS or _goes_on(doc, stop)):
        stop += 1
    phrase = doc[i + 1 : stop]
    return (phrase.start_char, phrase.end_char) if len(phrase) and _tells(phrase, name, doc[i].text) else None


def _goes_on(doc: Doc, comma: int) -> bool:
    """Whether behind a comma the description goes on: "a former governor, who supports Clinton", "…, a group …"."""
    if doc[comma].text != "," or comma + 2 >= len(doc):
        return False
    first, second = doc[comma + 1], doc[comma + 2]
    if first.lower_ == "who":
        return any(t.lemma_.lower() in (*LEADS, *SIDES) for t in doc[comma + 2 : comma + 5])
    roles = words("roles", "office") | words("roles", "body_nouns") | words("roles", "followers")
    return first.lower_ in ("a", "an") and any(t.lower_ in roles for t in (second, *doc[comma + 3 : comma + 5]))


def _relative(doc: Doc, seat: Span) -> Span | None:
    """A seat with the clause behind it: "(D-Mo.), who has endorsed Clinton"."""
    m = _CLAUSE.match(text_of(doc), seat[1])
    return (seat[0], m.end()) if m else None


def _house(name: Tokens) -> Span | None:
    """ "of NHS Providers", "at the National Review": the body that a name is of, no place, up to the end of its
    name."""
    doc, i = name.doc, name.end + 1
    stop = i + 1 if i < len(doc) and doc[i].lower_ == "the" else i
    ent = next((e for e in ents_of(doc) if e.start == stop), None)
    if ent is None or ent.label_ in ("GPE", "LOC", "PERSON", "DATE", "NORP"):
        last = stop
        while last < len(doc) and doc[last].text[:1].isupper() and last - stop < 6:
            last += 1
        several = last > stop + (0 if ent is None else len(ent)) and (ent is None or ent.label_ == "NORP")
        return (doc[name.end].idx, doc[last - 1].idx + len(doc[last - 1])) if several else None
    end = ent.end + 1 if ent.end < len(doc) and doc[ent.end].lower_ in words("roles", "body_nouns") else ent.end
    return doc[name.end].idx, doc[end - 1].idx + len(doc[end - 1])


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
        return any(t.lemma_.lower() in (*LEADS, *SIDES) for t in early[1:4])
    if first.lower_ == "of":
        return mark == "," and len(early) > 1 and early[1].pos_ in ("PROPN", "DET")
    if first.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ"):
        return False
    office = any(t.lower_.strip(".") in words("roles", "office") | words("roles", "expert") for t in early)
    return office or any(t.dep_ == "appos" and t.head in name for t in early)
