"""How far a rule is to be trusted: its precision on training articles, by frame, place and cue."""

from __future__ import annotations

from spacy.tokens import Doc

from services.claims.attributions.verbs import Candidate
from services.claims.document import Quotation, inside
from services.claims.lexicon import table

PRIOR = 8.0
"""How many findings of the coarser rule a cue's own record is worth."""


def features(doc: Doc, c: Candidate) -> tuple[str, str]:
    """The coarse rule of a candidate (frame, within a quotation or not, with a source or not) and that with its cue."""
    quotations: tuple[Quotation, ...] = doc._.quotations
    quoted = c.frame != "label" and any(
        inside(c.cue, q.span) for q in quotations if not q.single and c.cue[0] < c.cue[1]
    )
    participle = c.verb >= 0 and doc[c.verb].tag_ in ("VBG", "VBN", "VB")
    coarse = (
        f"{c.frame}{' quoted' if quoted else ''}{' bare' if c.source is None else ''}{' loose' if participle else ''}"
    )
    return coarse, f"{coarse}/{c.key}"


def weight(doc: Doc, c: Candidate) -> float:
    """Probability that a reader would mark this candidate: its record, shrunk towards that of its coarse rule."""
    counts: dict[str, list[int]] = table("rule-weights")["counts"]
    coarse, fine = features(doc, c)
    right, found = counts.get(coarse, [0, 0])
    base = (right + 1) / (found + 3)
    own, seen = counts.get(fine, [0, 0])
    return (own + PRIOR * base) / (seen + PRIOR)
