"""The component `counterclaim_stances`: the stance of each speaker to the content, and its target."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from services.claims.attributions.cues import nouns, senses
from services.claims.attributions.phrases import negated, noun_span, trimmed
from services.claims.document import attributions_of, head_at, text_of, tokens_at
from services.claims.stances.content import conditional, first_sentence, hangs_on_report, of_words
from services.domain.claim import Attribution, Stance

UNSURE = ("convinced", "certain", "sure", "confident")
"""Adjectives that negated tell of doubt."""
ACTS = (Stance.CONDEMNS, Stance.PRAISES, Stance.DENIES, Stance.DOUBTS, Stance.DEMANDS)


@Language.factory("counterclaim_stances")
class StanceComponent:
    """Writes `stance` and `target`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        doc._.attributions = tuple(
            replace(a, stance=(s := _stance(doc, a)), target=_target(doc, a, s)) for a in attributions_of(doc)
        )
        return doc


def _stance(doc: Doc, a: Attribution) -> Stance:
    """From the cue's sense that fits the content; a plain "said" leaves it to the content's own words."""
    said = first_sentence(text_of(doc), a.content)
    if hangs_on_report(said):
        return Stance.CONDITIONAL
    by_cue = _of_cue(doc, a)
    if by_cue in (Stance.DENIES, Stance.DOUBTS, Stance.CONDEMNS, Stance.PRAISES):
        return by_cue
    if conditional(said):
        return Stance.CONDITIONAL
    if by_cue is not Stance.ASSERTS:
        return by_cue
    verb = _verb(doc, a)
    return of_words(said, verb.lemma_.lower() if verb is not None else "")


def _of_cue(doc: Doc, a: Attribution) -> Stance:
    verb = _verb(doc, a)
    if verb is None:
        return Stance.ASSERTS
    if verb.pos_ in ("NOUN", "ADJ"):
        listed = {**nouns("adjectives"), **nouns("nouns")}
        doubting = verb.lemma_.lower() in UNSURE and (negated(verb) or negated(verb.head))
        return Stance.DOUBTS if doubting else listed.get(verb.lemma_.lower(), Stance.ASSERTS)
    _, _, entries = senses(verb)
    frame = _frame(doc, verb, a)
    fits = [e for e in entries if frame in e.frames] or list(entries)
    stance = fits[0].stance if fits else Stance.ASSERTS
    if (
        negated(verb)
        and stance is Stance.ASSERTS
        and verb.lemma_.lower() in ("believe", "think", "agree", "accept", "expect")
    ):
        return Stance.DOUBTS
    if negated(verb) and stance in (Stance.DENIES, Stance.DOUBTS):
        return Stance.ASSERTS
    return stance


def _verb(doc: Doc, a: Attribution) -> Token | None:
    if not a.cue:
        return None
    tokens = [
        t for t in tokens_at(doc, a.cue[0]) if t.pos_ in ("VERB", "NOUN", "ADJ") and t.dep_ not in ("aux", "auxpass")
    ]
    return next((t for t in tokens if t.pos_ == "VERB"), tokens[0] if tokens else head_at(doc, a.cue[0]))


def _frame(doc: Doc, verb: Token, a: Attribution) -> str:
    """Which frame the content fills: a clause, an action or an object."""
    first = tokens_at(doc, a.content[0])
    if any(t.dep_ == "xcomp" and t.head == verb for t in first):
        return "action"
    if (
        a.content[0][0] < verb.idx
        or any(t.dep_ in ("ccomp",) and t.head == verb for t in first)
        or text_of(doc)[a.content[0][0]] in '"“'
    ):
        return "clause"
    root = first.root if len(first) else verb
    return "object" if root.pos_ in ("NOUN", "PROPN", "PRON") else "clause"


def _target(doc: Doc, a: Attribution, stance: Stance) -> str | None:
    """What an act is done to: its object; for a statement, the subject it is about."""
    if not a.content:
        return None
    tokens = tokens_at(doc, a.content[0])
    if not len(tokens):
        return None
    root = tokens.root
    if stance in ACTS and root.pos_ in ("NOUN", "PROPN", "PRON"):
        start, end = noun_span(root)
        start, end = max(start, a.content[0][0]), min(end, a.content[0][1])
    else:
        about = next((t for t in root.children if t.dep_ in ("nsubj", "nsubjpass") and t.i >= tokens.start), None)
        if about is None or about.pos_ == "PRON":
            return None
        start, end = noun_span(about)
    cut = re.search(r" (?:of|for|over|as|with) ", text_of(doc)[start:end]) if stance is Stance.CONDEMNS else None
    span = trimmed(text_of(doc), (start, start + cut.start() if cut else end))
    return " ".join(text_of(doc)[slice(*span)].split()).strip('"“”') if span else None
