"""Finds where persons and bodies are named in an article, with the titles before and the appositions after a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from services.claims.lexicon import words
from services.claims.parties.gazetteer import gazetteer
from services.domain.claim import Span

_HONOUR = re.compile(r"^(?:[A-Z][a-z]{1,5}\.|Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Dame)$")
_PARTISAN = re.compile(r"\s*,?\s*\(?(?P<party>[DR])[-–—.](?P<place>[A-Z][\w.]{1,6}(?: [A-Z][\w.]+)?)\)?|\s*,\s*(?:a )?(?:Democrat|Republican)(?: of| from) [A-Z]\w+")
LINKS = ("of", "and", "for", "-", "'s", "’s", "the", "former", "/", "&", "to")


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


def persons(doc: Doc) -> Iterator[Mention]:
    """Mentions of persons in text order."""
    for ent in doc.ents:
        if ent.label_ == "PERSON" or _titled(ent):
            tokens = _name(ent)
            if len(tokens):
                yield mention(tokens)


def mention(tokens: Tokens) -> Mention:
    """A name as a mention, with what stands around it."""
    before, after = _before(tokens), _after(tokens)
    return Mention(
        " ".join(tokens.text.split()),
        (tokens.start_char, tokens.end_char),
        before.text if before is not None else "",
        (before.start_char, before.end_char) if before is not None else None,
        tokens.doc.text[slice(*after)] if after else "",
        after,
        tokens.root.dep_ in ("nsubj", "nsubjpass"),
    )


def title_word(token: Token) -> bool:
    """Whether a word before a name is a title or role and no part of the name."""
    bare = token.text.strip(".").lower()
    return (
        (bool(_HONOUR.match(token.text)) and len(token.text) > 2)
        or bare in words("roles", "person_titles")
        or bare in words("roles", "office")
    )


def _titled(ent: Tokens) -> bool:
    """An entity of another kind that a personal title precedes is a person too."""
    if ent.label_ not in ("ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART") or ent.start == 0:
        return False
    before = ent.doc[ent.start - 1]
    return (
        before.text.strip(".").lower() in ("mr", "mrs", "ms", "sen", "rep", "gov", "dr", "gen", "col", "sir")
        and before.text[0].isupper()
    )


def _name(ent: Tokens) -> Tokens:
    """The entity without titles, demonyms and organisations in front, and without "'s" behind."""
    start, end = ent.start, ent.end
    doc = ent.doc
    while end > start and (doc[end - 1].text in ("'s", "’s", "'", "’", ",", ".") or doc[end - 1].is_space):
        end -= 1
    if end - start > 2 and start > 1 and doc[start - 1].lower_ == "of" and title_word(doc[start - 2]):
        start += 1
    for i in range(start, end - 1):
        if title_word(doc[i]) or gazetteer().state(doc[i].text) or doc[i].text in ("The", "the", "former", "Former"):
            start = i + 1
    while start < end and (
        not doc[start].text[0].isalpha()
        or (doc[start].text[0].islower() and doc[start].text not in ("al", "de", "von", "van", "bin"))
    ):
        start += 1
    while (
        0 < start == ent.start
        and (left := doc[start - 1]).pos_ == "PROPN"
        and left.text.istitle()
        and not (
            title_word(left)
            or gazetteer().state(left.text)
            or gazetteer().find(left.text)
            or left.ent_type_ in ("GPE", "NORP")
        )
    ):
        start -= 1
        ent = doc[start:end]
    found = doc[start:end]
    if any(t.is_space for t in found):
        cut = next(t.i for t in found if t.is_space)
        found = doc[start:cut]
    return found


def _before(tokens: Tokens) -> Tokens | None:
    """The titles in front of a name: the run of nouns, adjectives and links that ends there."""
    doc, i = tokens.doc, tokens.start
    sent = tokens.sent.start if len(tokens) else 0
    while i > sent and tokens.start - i < 14:
        t = doc[i - 1]
        if t.pos_ in ("PROPN", "NOUN", "ADJ", "NUM") or t.text in LINKS or t.text == "." or _HONOUR.match(t.text):
            i -= 1
        else:
            break
    if i > sent + 1 and doc[i - 1].text == "," and tokens.root.dep_ == "appos" and tokens.root.head.i < i:
        i = max(sent, tokens.root.head.left_edge.i)
    while i < tokens.start and doc[i].text in ("and", "of", "for", "-", "'s", "’s", "/", "&", "to", "."):
        i += 1
    return doc[i : tokens.start] if i < tokens.start else None


def _after(tokens: Tokens) -> Span | None:
    """The apposition behind a name, or the party and seat in brackets."""
    doc, text = tokens.doc, tokens.doc.text
    end = tokens.end_char
    partisan = _PARTISAN.match(text, end)
    if partisan:
        return partisan.span()
    i = tokens.end
    if i >= len(doc) - 1 or doc[i].text not in (",", "(", "—", "–", "--"):
        return None
    stop = i + 1
    while (
        stop < len(doc)
        and stop - i < 30
        and doc[stop].text not in (",", ")", ";", "—", "–", "--", '"', "“", "”")
        and not doc[stop].is_space
    ):
        if doc[stop].sent != tokens.sent:
            break
        stop += 1
    phrase = doc[i + 1 : stop]
    early = [t for t in phrase[:9]]
    if not early or (early[0].pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ") and early[0].lower_ not in ("who",)):
        return None
    said = any(t.lower_.strip(".") in words("roles", "office") or t.lower_ in words("roles", "expert") for t in early)
    heads = (
        early[0].lower_ == "who"
        and len(early) > 1
        and early[1].lemma_.lower() in ("head", "lead", "chair", "run", "command", "represent")
    )
    if said or heads or any(t.dep_ == "appos" and t.head in tokens for t in early):
        return phrase.start_char, phrase.end_char
    return None
