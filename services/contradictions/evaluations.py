"""Which side a text takes: evaluative expressions by frame, turned by negation and prevention."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from services.contradictions.lexicon import label, labelled

REACH = 32
FADE = 0.6


@dataclass(frozen=True, slots=True)
class Mark:
    """One evaluative expression: its frame (legal, moral, worth, attitude, truth), whether it speaks for (+1) or against
    (-1) what it describes once turned, its words with what turned them, and where it starts."""

    frame: str
    sign: int
    words: str
    start: int


@cache
def _turn() -> re.Pattern[str]:
    return labelled("evaluations", "turns")


def marks_of(text: str) -> tuple[Mark, ...]:
    """The marks of a text in order."""
    turns = list(_turn().finditer(text))
    found = []
    for match in labelled("evaluations", "frames").finditer(text):
        frame, _, direction = label(match).partition("_")
        sign = 1 if direction == "for" else -1
        turn = _turning(turns, text, match.start(), sign)
        if turn is not None:
            sign = -sign
        start = match.start() if turn is None else turn.start()
        found.append(Mark(frame, sign, " ".join(text[start : match.end()].split()), match.start()))
    return tuple(found)


def _turning(turns: list[re.Match[str]], text: str, start: int, sign: int) -> re.Match[str] | None:
    """What turns an expression at `start`: a word shortly before it in the same clause; prevention turns the bad only."""
    for turn in reversed(turns):
        if turn.end() <= start and start - turn.end() <= REACH and not re.search(r"[.;:!?]|, (?:and|but)", text[turn.end() : start]):
            if label(turn) == "negation" or sign < 0:
                return turn
            return None
    return None


def polarity(marks: tuple[Mark, ...]) -> float:
    """-1 to 1: the marks' signs, the first weighing most, for what comes later mostly modifies what came before."""
    weight = total = 0.0
    for n, mark in enumerate(marks):
        step = FADE**n
        weight += step
        total += step * mark.sign
    return total / weight if weight else 0.0
