"""Which side a text takes: evaluative expressions by frame, turned by negation and prevention."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.contradictions.lexicon import lexicon

REACH = 32
FADE = 0.4
CLAUSE_END = re.compile(r"[.;:!?]|, (?:and|but)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One evaluative expression: its frame (legal, moral, worth, attitude, truth), whether it speaks for (+1) or
    against (-1) what it describes once turned, its words with what turned them, and where it starts."""

    frame: str
    sign: int
    words: str
    start: int


def marks_of(text: str) -> tuple[Mark, ...]:
    """The marks of a text in order; names and fixed phrases such as "legal action" are none."""
    turns = turns_of(text)
    found = []
    for key, start, end in lexicon("evaluations", "frames").finditer(text):
        if key == "skip":
            continue
        frame, _, direction = key.partition("_")
        sign = 1 if direction == "for" else -1
        turn = _turning(turns, text, start, sign)
        begin = start if turn is None else turn
        found.append(Mark(frame, sign if turn is None else -sign, " ".join(text[begin:end].split()), start))
    return tuple(found)


def turns_of(text: str) -> list[tuple[str, int, int]]:
    """What turns the evaluations after it ("negation", "prevention"), from where to where, in order; emphasis ("not
    only", "no doubt") is none."""
    return [turn for turn in lexicon("evaluations", "turns").finditer(text) if turn[0] != "plain"]


def _turning(turns: list[tuple[str, int, int]], text: str, start: int, sign: int) -> int | None:
    """Where the word stands that turns an expression at `start`: shortly before it in the same clause. What prevents or
    counters turns the bad only: to end a war is good, to end aid is not thereby bad."""
    for kind, begin, end in reversed(turns):
        if end <= start and start - end <= REACH and not CLAUSE_END.search(text, end, start):
            return begin if kind == "negation" or sign < 0 else None
    return None


def polarity(marks: tuple[Mark, ...]) -> float:
    """-1 to 1: the marks' signs, the first weighing most, for what comes later mostly modifies what came before."""
    weight = total = 0.0
    for n, mark in enumerate(marks):
        step = FADE**n
        weight += step
        total += step * mark.sign
    return total / weight if weight else 0.0
