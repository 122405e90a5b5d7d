"""Stance: one claim is against what the other side does or says, the other for it; each judged with who is meant."""

from __future__ import annotations

import re

from services.contradictions.actors import CAMP
from services.contradictions.evaluations import Mark
from services.contradictions.lexicon import table
from services.contradictions.meeting import Meeting, own
from services.contradictions.reading import Reading
from services.contradictions.signals.evidence import Evidence
from services.contradictions.stems import content_stems

CONDITIONAL = 0.3
UNADDRESSED = 0.5
SOFT = 0.25
AT_LARGE = 0.7


def stance(pair: Meeting) -> Evidence:
    """Strength: positive where the sides taken are opposed on one thing, negative where they are the same."""
    a, b = pair.a, pair.b
    sides = abs(a.side * b.side) ** SOFT
    if not sides:
        return Evidence("stance", 0.0, measures={"sides": 0.0, "addressed": _addressed(pair)})
    opposed = a.side * b.side < 0
    link = _link(pair, a, b) if opposed else pair.topic
    if a.conditional or b.conditional:
        link *= CONDITIONAL
    strength = sides * link * (1 if opposed else -1)
    one, other = carrying(a), carrying(b)
    note = f"{name(a)} is {_way(a)} it, {name(b)} {_way(b)}." if opposed else f"Both are {_way(a)} it."
    measures = {"sides": sides if opposed else -sides, "addressed": _addressed(pair)}
    return Evidence("stance", strength, one, other, note, measures)


def _addressed(pair: Meeting) -> float:
    return max(pair.a_to_b[0], pair.b_to_a[0])


def _link(pair: Meeting, a: Reading, b: Reading) -> float:
    """Whether the one that is against means the other's side, which speaks of its own; or both mean the same thing."""
    critic_to, defender = (pair.a_to_b, b) if a.side < 0 else (pair.b_to_a, a)
    critic = pair.b if defender is a else pair.a
    topic = max(pair.topic, AT_LARGE) if at_large(defender) and acts_of(critic, defender) else pair.topic
    addressed = critic_to[0] * own(defender)[0] * (0.4 + 0.6 * topic)
    if critic_to[0] >= CAMP and pair.overlap >= 0.5:
        addressed = max(addressed, 0.9)
    return max(addressed, min(0.9, UNADDRESSED * (pair.topic + pair.overlap)))


def at_large(defender: Reading) -> bool:
    """Whether the defence is of all the party does: "defended the alliance's actions", "stood by its record"."""
    stems = defender.stems - defender.profile.stems
    return defender.act == "praises" and len(stems) <= 2 and bool(stems & content_stems(table("evaluations")["acts"]))


def acts_of(critic: Reading, defender: Reading) -> bool:
    """Whether the criticism is of an act of the defender's party: "NATO's bombing", "the use of force by NATO"."""
    _, words = defender.profile.found_in(critic.text)
    return any(
        w.endswith(("'s", "’s", "s'")) or re.search(rf"\b(?:by|of) (?:the )?{re.escape(w)}", critic.text) for w in words
    )


def carrying(reading: Reading) -> tuple[str, ...]:
    """The words by which a claim takes its side: the first marks that point its way."""
    turned = -1 if reading.act in ("denies", "doubts") else 1
    way = [m.words for m in reading.marks if m.sign * turned * reading.side > 0]
    return tuple(dict.fromkeys(way))[:2] or tuple(m.words for m in reading.marks[:1])


def of_frame(reading: Reading, frame: str) -> tuple[float, tuple[Mark, ...]]:
    """The side taken within one frame (-1 to 1, turned by a denying cue) and its marks."""
    marks = tuple(m for m in reading.marks if m.frame == frame)
    if not marks:
        return 0.0, ()
    turned = -1 if reading.act == "denies" else 1
    return turned * float(marks[0].sign), marks


def name(reading: Reading) -> str:
    """Whom a person would call the speaker."""
    said = reading.statement
    return said.party or said.speaker or said.source or "One side"


def _way(reading: Reading) -> str:
    return "against" if reading.side < 0 else "for"
