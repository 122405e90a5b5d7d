"""The words that stand for kinds, scores, stances and verdicts wherever a person reads a report."""

from __future__ import annotations

from collections.abc import Iterable

from services.domain.contradiction import Judgement, Kind, Relation
from services.reports.shapes import ClaimRow, FindingRow

KIND_LABEL = {
    Kind.DENIAL: "Denial",
    Kind.NUMERIC: "Figures differ",
    Kind.TEMPORAL: "Dates differ",
    Kind.LEGAL_BASIS: "Legal basis",
    Kind.CHARACTERISATION: "Characterisation",
    Kind.POSITION: "Opposed positions",
    Kind.ATTRIBUTION: "Responsibility",
    Kind.SELF_REVERSAL: "Self-reversal",
}

KIND_MEANING = {
    Kind.DENIAL: "One says it, the other denies it.",
    Kind.NUMERIC: "They give figures for the same thing that cannot both hold.",
    Kind.TEMPORAL: "They give times for the same thing that cannot both hold.",
    Kind.LEGAL_BASIS: "They disagree on whether it is lawful or covered by a mandate.",
    Kind.CHARACTERISATION: "They describe the same acts in ways that exclude each other.",
    Kind.POSITION: "One supports what the other opposes.",
    Kind.ATTRIBUTION: "They disagree on who did it.",
    Kind.SELF_REVERSAL: "The same party said otherwise before.",
}

JUDGEMENT_LABEL = {
    Judgement.CONFIRMED: "confirmed",
    Judgement.REJECTED: "rejected",
    Judgement.UNSURE: "unsure",
}

STRENGTHS = ((0.5, "strong"), (0.35, "likely"), (0.2, "possible"))
"""Lowest calibrated probability of contradiction for each word, highest first; below the last it is "weak"."""

UNKNOWN_PARTY = "party unknown"
UNKNOWN_SPEAKER = "unnamed source"

PROMISE = "It detects conflicts between claims. It never says who is right."


def strength(score: float) -> str:
    """The word for a calibrated probability of contradiction: strong, likely, possible or weak."""
    return next((word for least, word in STRENGTHS if score >= least), "weak")


def kind_label(kind: Kind | None) -> str:
    """A kind's name for a person; an agreement has none and is called so."""
    return KIND_LABEL[kind] if kind else "Agreement"


def kind_meaning(finding: FindingRow) -> str:
    """What the finding's kind says about the two claims, in one sentence."""
    if finding.kind:
        return KIND_MEANING[finding.kind]
    if finding.one_sided:
        return "One side says that they agree."
    return "Both affirm the same thing." if finding.relation is Relation.AGREEMENT else ""


ONE_SIDED = "Agreement asserted"
ONLY_ONE = "Only one side says so: nothing stored of the other side says it too."


def label(finding: FindingRow) -> str:
    """Its kind; of an agreement whether both sides say so."""
    return ONE_SIDED if finding.one_sided else kind_label(finding.kind)


def heading(finding: FindingRow) -> str:
    """Who stands how to whom: "Russia against NATO", or who is said to agree where one side alone says so."""
    a, b = party_name(finding.a), party_name(finding.b)
    if not finding.one_sided:
        return f"{a} against {b}" if finding.relation is Relation.CONTRADICTION else f"{a} agrees with {b}"
    return _asserted(finding) or f"{a} says that others agree with it"


def _asserted(finding: FindingRow) -> str:
    """The sentence of the signal that found it; of an older event the summary's opening."""
    notes = [s.note.rstrip(".") for s in finding.signals if s.name == "consensus" and " says that " in s.note]
    return notes[0] if notes else finding.summary.partition(": “")[0]


def reason(finding: FindingRow) -> str:
    """Why, in one sentence; where one side alone says so, without what heading and quotation already show."""
    return ONLY_ONE if finding.one_sided else finding.summary


def party_name(claim: ClaimRow) -> str:
    """The party a claim is made for; where none is known, its speaker."""
    return claim.party or claim.speaker or UNKNOWN_PARTY


def speaker_name(claim: ClaimRow) -> str:
    """Who spoke, as the article names them."""
    return claim.speaker or claim.source_text or UNKNOWN_SPEAKER


def said_when(claim: ClaimRow) -> str:
    """When it was said: "2011-07-04", "2011-06-27 to 2011-07-03", or the day it was published, said so."""
    if claim.said_at:
        return claim.said_at.replace("/", " to ")
    return f"published {claim.published_at.date().isoformat()}" if claim.published_at else "date unknown"


def carrying_words(finding: FindingRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words on each side that the decision rests on: those of the signals that speak for it."""
    side = -1 if finding.relation is Relation.AGREEMENT else 1
    speaking = [signal for signal in finding.signals if signal.weight * side > 0] or list(finding.signals)
    a = dict.fromkeys(word for signal in speaking for word in signal.a_words)
    b = dict.fromkeys(word for signal in speaking for word in signal.b_words)
    return _telling(a, finding.a), _telling(b, finding.b)


def _telling(words: Iterable[str], claim: ClaimRow) -> tuple[str, ...]:
    """The words without those that are most of the claim, which mark nothing out; all where none is left."""
    given = tuple(words)
    return tuple(word for word in given if len(word) < 0.7 * len(claim.text)) or given
