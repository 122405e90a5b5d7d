"""The reasons for a decision in words: signals in order of what they carry, and one sentence for a person."""

from __future__ import annotations

from collections.abc import Mapping

from services.contradictions.kinds import FIGURES, TIMES
from services.contradictions.meeting import Meeting
from services.contradictions.signals.denial import negated
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import carrying, name
from services.domain.claim import Statement
from services.domain.contradiction import Kind, Relation, Signal

SHOWN = 0.1
LONGEST = 90
SENTENCES: Mapping[Kind, str] = {
    Kind.DENIAL: "{a} says {x}; {b} denies it or says the opposite: {y}.",
    Kind.NUMERIC: "{a} and {b} give figures that can't both hold: {x} against {y}.",
    Kind.TEMPORAL: "{a} and {b} date it differently: {x} against {y}.",
    Kind.LEGAL_BASIS: "{a} and {b} disagree on what is lawful: {x} against {y}.",
    Kind.CHARACTERISATION: "{a} and {b} describe the same thing in opposed ways: {x} against {y}.",
    Kind.POSITION: "{a} and {b} take opposed positions: {x} against {y}.",
    Kind.ATTRIBUTION: "{a} and {b} say differently who is responsible: {x} against {y}.",
    Kind.SELF_REVERSAL: "{a} says {x} and at another time {y}.",
}

SPANS = "{a} and {b} give spans of time that can't both hold: {x} against {y}."
"""Says it where a temporal conflict is over how long something took."""


def signals_of(found: tuple[Evidence, ...]) -> tuple[Signal, ...]:
    """The signals that say something, the strongest first; topic and parties stay last as background."""
    telling = [e for e in found if abs(e.strength) >= SHOWN and (e.note or e.a_words or e.b_words)]
    telling.sort(key=lambda e: (e.name in ("topic", "parties"), -abs(e.strength)))
    return tuple(Signal(e.name, round(e.strength, 3), e.a_words, e.b_words, e.note) for e in telling)


def summary_of(pair: Meeting, relation: Relation, kind: Kind | None, found: tuple[Evidence, ...]) -> str:
    """One sentence that names both parties and quotes the carrying words."""
    a, b = name(pair.a), name(pair.b)
    if relation is Relation.AGREEMENT:
        one, other = _words(pair, found, ("consensus", "stance"))
        return f"{a} and {b} affirm the same: {one} and {other}."
    if relation is Relation.UNRELATED or kind is None:
        return f"Nothing in these two claims sets {a} against {b}." if a != b else "These two claims do not conflict."
    carriers = {
        Kind.NUMERIC: FIGURES,
        Kind.TEMPORAL: TIMES,
        Kind.LEGAL_BASIS: ("legal",),
        Kind.ATTRIBUTION: ("responsibility",),
        Kind.DENIAL: ("denial",),
        Kind.POSITION: ("stance",),
    }.get(kind, ("moral", "stance", "legal", "antonyms"))
    sentence = SENTENCES[kind]
    if kind is Kind.TEMPORAL:
        strengths = {e.name: e.strength for e in found}
        carriers = tuple(sorted(TIMES, key=lambda carrier: -strengths.get(carrier, 0.0)))
        sentence = SPANS if carriers[0] == "durations" else sentence
    one, other = _words(pair, found, carriers)
    if kind is Kind.DENIAL and negated(pair.a)[0] and not negated(pair.b)[0]:
        a, b, one, other = b, a, other, one
    return sentence.format(a=a, b=b, x=one, y=other)


def _words(pair: Meeting, found: tuple[Evidence, ...], carriers: tuple[str, ...]) -> tuple[str, str]:
    """The words of the first carrier that has some on both sides; a side without any is quoted as a whole."""
    named = {e.name: e for e in found}
    for carrier in carriers:
        evidence = named.get(carrier)
        if evidence and evidence.a_words and evidence.b_words and abs(evidence.strength) >= SHOWN:
            return _side(pair.a.statement, evidence.a_words), _side(pair.b.statement, evidence.b_words)
    return _side(pair.a.statement, carrying(pair.a)), _side(pair.b.statement, carrying(pair.b))


def _side(statement: Statement, words: tuple[str, ...]) -> str:
    """The claim's own words, cue included where that carries the stance, cut around the telling ones."""
    cue = " ".join((statement.cue or "").split())
    text = " ".join(statement.text.split()).strip("\"“”' ,")
    whole = f"{cue} {text}" if cue and cue in words else text
    if len(whole) <= LONGEST:
        return f"“{whole}”"
    at = max(0, min((whole.find(w) for w in words if w in whole), default=0))
    start = 0 if at < LONGEST // 2 else whole.rfind(" ", 0, at - LONGEST // 3) + 1
    end = len(whole) if len(whole) - start <= LONGEST else whole.rfind(" ", start, start + LONGEST)
    return f"“{'… ' if start else ''}{whole[start:end]}{' …' if end < len(whole) else ''}”"
