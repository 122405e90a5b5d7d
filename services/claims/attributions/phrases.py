"""Spans of phrases in a dependency parse: subjects, clauses, objects, cues."""

from __future__ import annotations

from spacy.tokens import Token

from services.claims.document import text_of
from services.domain.claim import Span

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = ("who", "which", "that", "whom")
LOOSE = ("appos", "relcl", "acl", "punct", "parataxis", "dep")
EDGES = " \t\n,;:.—–-"


def trimmed(text: str, span: Span, edges: str = EDGES) -> Span | None:
    """`span` without white space and loose punctuation at its edges; None when nothing is left."""
    start, end = span
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges and not (text[end - 1] == "." and text[end - 3 : end - 2] in " ."):
        end -= 1
    return (start, end) if end > start else None


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The token that does what `verb` says: its own subject, a governing verb's, or the noun it modifies."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    if own:
        token = own[0]
        if token.lower_ in RELATIVES and verb.dep_ == "relcl":
            return verb.head
        return token
    if depth > 3:
        return None
    if verb.dep_ in ("conj", "xcomp", "advcl", "dep", "pcomp") and verb.head.pos_ in ("VERB", "AUX"):
        return subject(verb.head, depth + 1)
    if verb.dep_ == "prep" and verb.head.pos_ in ("VERB", "AUX"):
        return subject(verb.head, depth + 1)
    if (
        verb.dep_ in ("acl", "relcl")
        and verb.tag_ in ("VBG", "VB", "VBD", "VBZ", "VBP")
        and verb.head.pos_ in ("NOUN", "PROPN", "PRON")
    ):
        return verb.head
    return None


def passive(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and any(c.dep_ == "agent" for c in verb.children)
    )


def agent(verb: Token) -> Token | None:
    """X in "was condemned by X"."""
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def noun_span(head: Token) -> Span:
    """The noun phrase of `head` without appositions, relative clauses and what follows a comma."""
    start, end = head.left_edge.idx, head.idx + len(head)
    for child in head.lefts:
        if child.dep_ in ("relcl", "parataxis") or (child.pos_ == "PUNCT" and child.text in ",;"):
            start = child.right_edge.idx + len(child.right_edge)
    for child in head.rights:
        if child.dep_ in LOOSE or child.text in ",;":
            break
        if child.dep_ == "conj" and child.pos_ not in ("NOUN", "PROPN", "PRON"):
            break
        end = _shallow_end(child)
    text = text_of(head.doc)
    return trimmed(text, (start, end), ' \n\t,;:—–"“”') or (head.idx, head.idx + len(head))


def _shallow_end(token: Token) -> int:
    """End of a modifier's subtree, cut before its first relative clause or apposition."""
    end = token.idx + len(token)
    for child in token.rights:
        if child.dep_ in ("relcl", "appos", "punct") and child.text not in "'’":
            break
        end = max(end, _shallow_end(child))
    return end


def subtree_span(token: Token) -> Span:
    return token.left_edge.idx, token.right_edge.idx + len(token.right_edge)


def cue_span(verb: Token, mate: Token | None) -> Span:
    """The verb with its auxiliaries, negation and the adverb between them, up to its particle."""
    start, end = verb.idx, verb.idx + len(verb)
    at = verb.i
    while (
        at > 0
        and (left := verb.doc[at - 1]).head == verb
        and left.dep_ in ("aux", "auxpass", "neg", "advmod")
        and left.tag_ != "WRB"
    ):
        start, at = left.idx, left.i
    if mate is not None and 0 < mate.i - verb.i <= 3:
        end = mate.idx + len(mate)
    return start, end


def negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)
