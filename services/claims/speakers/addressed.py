"""Passives in which nobody is told to speak: who is asked, accused or expected to do something says nothing by it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from services.claims.attributions.phrases import agent
from services.claims.document import tokens_at
from services.claims.lexicon import words
from services.domain.claim import Attribution

_SUBJECTS = ("nsubj", "nsubjpass", "auxpass")


def nobody(doc: Doc, a: Attribution) -> bool:
    """Whether the cue is a passive without "by": a loose participle without a source ("Asked whether …"), or a verb
    whose source is but addressed ("Smith was asked …")."""
    verb = next((t for t in tokens_at(doc, a.cue[0]) if t.pos_ == "VERB"), None) if a.cue else None
    if verb is None or verb.tag_ != "VBN" or agent(verb) is not None:
        return False
    own = any(c.dep_ in _SUBJECTS for c in verb.children)
    if a.source is None:
        return own or verb.dep_ in ("advcl", "acl")
    return verb.lemma_.lower() in words("roles", "addressing") and (_patient(verb, doc, a) or not own)


def _patient(verb: Token, doc: Doc, a: Attribution) -> bool:
    """Whether the source is the subject of the passive."""
    patient = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    return patient is not None and a.source is not None and a.source[0] <= patient.idx < a.source[1]
