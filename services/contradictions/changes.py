"""Growth and decline in a text as factors: "doubled" is 2, "fell by a third" two thirds; points apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf

from services.contradictions.lexicon import entries, lexicon, pattern_of, table
from services.contradictions.numerals import ROUGH, Numeral, numerals_of
from services.contradictions.shares import parts_pattern

SLACK = 0.1
REACH = 36
POINTS = re.compile(r"\s(?:percentage )?points?\b", re.IGNORECASE)
AFTER = re.compile(r"\s(?P<way>more|less|fewer|higher|lower|up|down|cheaper|dearer)\b", re.IGNORECASE)
BETWEEN = re.compile(
    r"(?:\s(?:by|up|down|to|only|just|some|a|an|of|their|its|the|on|at|least|about|nearly))*\s", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Change:
    """The least and most of what was before (`points`: percentage points gained), whether it is yet to come, its words
    with the verb, and their place."""

    low: float
    high: float
    points: bool
    to_come: bool
    words: str
    start: int
    end: int

    def differs(self, other: Change) -> bool:
        """Whether both can't be right: one up and one down, or by amounts that do not meet."""
        least = 0.0 if self.points else 1.0
        others = 0.0 if other.points else 1.0
        if (self.low > least and other.high < others) or (self.high < least and other.low > others):
            return True
        if self.points != other.points:
            return False
        one, two = (self.low - least, self.high - least), (other.low - least, other.high - least)
        slack = [SLACK * max(abs(v) for v in r if v != inf) for r in (one, two)]
        return one[0] - slack[0] > two[1] + slack[1] or two[0] - slack[1] > one[1] + slack[0]


@lru_cache(maxsize=4096)
def changes_of(text: str) -> tuple[Change, ...]:
    """The changes in order of their place."""
    found = [*_folds(text), *_measured(text)]
    return tuple(sorted(found, key=lambda c: c.start))


@cache
def _fold_words() -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple(
        (re.compile(rf"\b{pattern_of(word)}(?!\w)", re.IGNORECASE), float(low))
        for word, (low, _) in table("changes")["folds"].items()
    )


def _folds(text: str) -> list[Change]:
    out = []
    modifiers = list(lexicon("quantities", "modifiers").finditer(text))
    for pattern, factor in _fold_words():
        for match in pattern.finditer(text):
            before = [(k, s) for k, s, e in modifiers if e <= match.start() and not text[e : match.start()].strip()]
            kind = before[-1][0] if before else ""
            low = factor * (1 - ROUGH) if kind == "about" else factor
            high = inf if kind == "above" and factor > 1 else factor * (1 + ROUGH) if kind == "about" else factor
            start = before[-1][1] if before else match.start()
            out.append(
                Change(low, high, False, _to_come(text, start), _said(text, start, match.end()), start, match.end())
            )
    return out


def _measured(text: str) -> list[Change]:
    """By percent, by a part or by points, the verb before it or "more" after it."""
    out = []
    for number, points, end in _amounts(text):
        after = AFTER.match(text, end)
        verb = _verb(text, number.start)
        word = verb[0] if verb else after["way"] if after else ""
        way = lexicon("changes", "verbs").first(word) or ""
        if not way or _target(text, number.start):
            continue
        low, high = (number.low, number.high) if points else (number.low / 100, number.high / 100)
        if way == "fall":
            low, high = (-high, -low) if points else (1 - min(1.0, high), 1 - low)
        elif not points:
            low, high = 1 + low, 1 + high
        start, stop = verb[1] if verb else number.start, after.end() if after and not verb else end
        out.append(Change(low, high, points, _to_come(text, start), _said(text, start, stop), start, stop))
    return out


def _amounts(text: str) -> list[tuple[Numeral, bool, int]]:
    """Numbers in percent or points, and parts ("a third") as percent; with where they end."""
    out = []
    modifiers = list(lexicon("quantities", "modifiers").finditer(text))
    for number in numerals_of(text):
        points = POINTS.match(text, number.end)
        if points:
            out.append((number, True, points.end()))
        elif number.percent:
            out.append((number, False, number.end))
    for match in parts_pattern().finditer(text):
        if not match["count"] and match["part"].casefold() != "half":
            continue
        value = (
            100
            * table("quantities")["words"].get((match["count"] or "a").casefold(), 1)
            * table("shares")["parts"][match["part"].casefold()]
        )
        before = [(k, s) for k, s, e in modifiers if e <= match.start() and not text[e : match.start()].strip()]
        kind, start = before[-1][:2] if before else ("", match.start())
        low = 0.0 if kind == "below" else value * (1 - ROUGH) if kind == "about" else value
        high = inf if kind == "above" else value * (1 + ROUGH) if kind == "about" else value
        out.append((Numeral(low, high, start, match.end(), match.start()), False, match.end()))
    return out


def _verb(text: str, start: int) -> tuple[str, int] | None:
    """The word of change whose measure begins at `start`, and where it stands."""
    from_ = max(0, start - REACH)
    found = [(s + from_, e + from_) for _, s, e in lexicon("changes", "verbs").finditer(text[from_:start])]
    for begin, end in reversed(found):
        if BETWEEN.fullmatch(text[end:start]) or re.fullmatch(r"\s", text[end:start]):
            return text[begin:end], begin
    return None


def _target(text: str, start: int) -> bool:
    """Whether the number is what was reached, "rose to 12 percent"."""
    return re.search(r"\b(?:to|at|from)\s$", text[:start], re.IGNORECASE) is not None


@cache
def _coming() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(entries(table('changes')['to_come']))})\b[^,.;]*$", re.IGNORECASE)


def _to_come(text: str, start: int) -> bool:
    return _coming().search(text[max(0, start - REACH) : start]) is not None


def _said(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())
