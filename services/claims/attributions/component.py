"""The component `counterclaim_rules`: attributions by verbs, marks and quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from services.claims.attributions.marked import by_marks
from services.claims.attributions.quoted import tie
from services.claims.attributions.verbs import Candidate, by_verbs
from services.claims.attributions.weights import weight
from services.claims.dates.expressions import leading
from services.claims.document import Quotation, inside, mode_of, overlap, sentence_of, text_of, tokens_at
from services.claims.layout.component import Layout
from services.claims.parties.gazetteer import gazetteer
from services.domain.claim import Attribution, Span, Stance

NAMES = ("PERSON", "ORG", "GPE", "NORP")
SIGNED = 0.8
"""Of quotations with a name behind a dash; set by hand, the training articles hold three in all."""
HEADLINE = 0.85
"""The share right of headlines' labels in 240 training articles: 35 of 40."""


@Language.factory("counterclaim_rules", default_config={"least": 0.4})
class RuleComponent:
    """Writes `doc._.attributions`: candidates whose weight (their precision on training articles) is at least
    `least`."""

    def __init__(self, nlp: Language, name: str, least: float) -> None:
        self.name, self.least = name, least

    def __call__(self, doc: Doc) -> Doc:
        weighed = ((c, trust(doc, c)) for c in found_by_rules(doc))
        doc._.attributions = tuple(attribution(doc, c, w) for c, w in weighed if w >= self.least)
        return doc


def trust(doc: Doc, c: Candidate) -> float:
    """How far a candidate is to be trusted, 0 to 1."""
    if c.frame == "signed":
        return SIGNED if text_of(doc)[c.cue[0]] != "," else SIGNED / 2
    return HEADLINE if heads(doc, c) else weight(doc, c)


def heads(doc: Doc, c: Candidate) -> bool:
    """Whether `c` is a headline's "X: …" or "… - X" whose X is a party, or is named again in the report."""
    layout: Layout = doc._.layout
    if c.frame not in ("label", "tail") or not layout.headline or not inside(c.cue, layout.headline) or not c.source:
        return False
    who = text_of(doc)[slice(*c.source)]
    last = who.split()[-1]
    again = (e for e in doc.ents if e.start_char >= layout.headline[1] and e.label_ in NAMES)
    return gazetteer().find(who) is not None or any(last in e.text.split() for e in again)


def found_by_rules(doc: Doc) -> list[Candidate]:
    """Every candidate of the rules with its content, unweighted, in text order."""
    layout: Layout = doc._.layout
    quotations: tuple[Quotation, ...] = doc._.quotations
    every = [*by_verbs(doc), *by_marks(doc)]
    found: list[Candidate] = []
    for p in layout.paragraphs:
        here = [c for c in every if inside(c.cue, p)]
        found += tie(text_of(doc), p, _participles(doc, here), [q for q in quotations if inside(q.span, p)])
    return sorted((_within(layout, c) for c in found), key=lambda c: c.cue)


def _participles(doc: Doc, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Sourceless participles ("…, accusing the West of") take the source of the cue before them in the sentence."""
    out: list[Candidate] = []
    for c in sorted(candidates, key=lambda c: c.cue):
        comma = text_of(doc)[: c.cue[0]].rstrip()[-1:] == ","
        if c.verb >= 0 and doc[c.verb].tag_ == "VBG" and comma:
            start = sentence_of(doc[c.verb]).start_char
            prior = next(
                (
                    o
                    for o in reversed(out)
                    if start <= o.cue[0] and o.source and c.verb != o.verb and o.frame != "accord"
                ),
                None,
            )
            if prior and (c.source is None or any(inside(c.source, s) for s in prior.content)):
                c = replace(c, source=prior.source)
                out[out.index(prior)] = replace(
                    prior, content=tuple(_until(s, c.cue[0]) for s in prior.content if s[0] < c.cue[0])
                )
        out.append(c)
    return out


def _until(span: Span, at: int) -> Span:
    return span if span[1] <= at else (span[0], at)


def _within(layout: Layout, c: Candidate) -> Candidate:
    """`c` without the dateline in its content."""
    if not layout.dateline:
        return c
    end = layout.dateline.span[1]
    return replace(
        c,
        content=tuple(
            (max(s, end) if overlap((s, e), layout.dateline.span) else s, e)
            for s, e in c.content
            if e > end or s > end or e <= layout.dateline.span[0]
        ),
    )


def attribution(doc: Doc, c: Candidate, score: float) -> Attribution:
    """A candidate as an attribution, its speaker, party, date and stance still open."""
    content = tuple(leading(text_of(doc), c.cue, s) for s in c.content)
    return Attribution(
        source=c.source,
        cue=(c.cue,) if c.cue[0] < c.cue[1] else (),
        content=content,
        sentence=sentence_at(doc, c.cue[0] if c.frame != "continued" else c.content[0][0]),
        mode=mode_of(text_of(doc), content, doc._.quotations),
        stance=Stance.ASSERTS,
        score=score,
    )


def sentence_at(doc: Doc, at: int) -> Span:
    """The sentence that holds character `at`, white space behind it left out."""
    tokens = tokens_at(doc, (at, at + 1))
    sent = sentence_of(tokens[0]) if len(tokens) else doc[0:1]
    return sent.start_char, sent.start_char + len(sent.text.rstrip())
