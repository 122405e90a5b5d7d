"""What a contradiction is about: a linear classifier over the signals, the words and the vectors of both claims.

Learned by `training.judge.kinds` on our own pairs; its weights are JSON.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.contradictions.lexicon import lexicon
from services.contradictions.meeting import Meeting
from services.contradictions.periods import points_of
from services.contradictions.quantities import quantities_of
from services.contradictions.reading import Reading
from services.contradictions.signals.denial import negated
from services.contradictions.signals.responsibility import blaming
from services.contradictions.stems import WORD, stem
from services.domain.contradiction import Kind

FRAMES = ("legal", "moral", "worth", "attitude", "truth")
ACTS = ("denies", "doubts", "condemns", "praises", "demands", "proposes", "promises")
NEEDED = {Kind.NUMERIC: "figure"}
"""What a kind can't be told without: its sentence would be about something that isn't there."""
FIGURES = ("quantities", "shares", "money", "changes", "absence", "ages")
TIMES = ("dates", "durations")
SURELY = 0.6
"""From here on a signal on figures or times tells the kind by itself."""
PHRASE = 8
WORD_SHARE, VECTOR_SHARE, PRODUCT_SHARE = 0.5, 1.5, 10.0
"""Scales that bring words and vectors to the size of the other features."""
SIGNALS = (
    *("stance", "legal", "moral", "denial", "denial.flat", "antonyms", "responsibility"),
    *FIGURES,
    *TIMES,
)


def kind_of(pair: Meeting, numbers: Mapping[str, float]) -> Kind:
    """One party speaking twice reverses itself; what is condemned or praised as such is a position; figures or times
    that surely do not meet tell the kind; else it is the one with the most weight."""
    if pair.same_party:
        return Kind.SELF_REVERSAL
    if any(r.act in ("condemns", "praises") and len(r.text.split()) <= PHRASE for r in (pair.a, pair.b)):
        return Kind.POSITION
    for kind, signals in ((Kind.NUMERIC, FIGURES), (Kind.TEMPORAL, TIMES)):
        if max(numbers.get(name, 0.0) for name in signals) >= SURELY:
            return kind
    told = telling(pair, numbers)
    totals = {
        kind: sum(weights.get(name, 0.0) * v for name, v in told.items())
        for kind, weights in _weights().items()
        if told.get(NEEDED.get(Kind(kind), "bias"))
    }
    place = placed(pair)
    if place is not None:
        totals = {kind: total + float(_vectors()[kind] @ place) for kind, total in totals.items()}
    return Kind(max(totals, key=lambda kind: totals[kind]))


def placed(pair: Meeting) -> NDArray[np.float32] | None:
    """Where the two vectors lie: sum, distance and product of each dimension; None where they are not at hand."""
    if pair.vectors is None:
        return None
    a, b = pair.vectors
    place = np.concatenate([a + b, np.abs(a - b), a * b * PRODUCT_SHARE]) * VECTOR_SHARE
    return place.astype(np.float32)


@cache
def _weights() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = _learned()["weights"]
    return loaded


@cache
def _vectors() -> dict[str, NDArray[np.float32]]:
    return {kind: np.array(row, np.float32) for kind, row in _learned()["vectors"].items()}


@cache
def _learned() -> dict[str, Any]:
    text = files("services.contradictions").joinpath("models", "combiner", "kinds.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def telling(pair: Meeting, numbers: Mapping[str, float]) -> dict[str, float]:
    """The features: signals, for each cue a kind has how many of the two sides show it (0, 1 or 2), and the words."""
    told = {"bias": 1.0, **{name: numbers.get(name, 0.0) for name in SIGNALS}}
    counts: dict[str, int] = {}
    for side in (pair.a, pair.b):
        shown = {f"frame {m.frame}" for m in side.marks} | {f"act {side.act}"} & {f"act {a}" for a in ACTS}
        shown |= {"figure"} if quantities_of(side.text) else set()
        shown |= {"point"} if points_of(side.text) else set()
        shown |= {"blame"} if blaming(side) else set()
        shown |= {"negation"} if negated(side)[0] else set()
        shown |= {f"word {label}" for label, _, _ in lexicon("kinds", "words").finditer(side.text)}
        for name in shown:
            counts[name] = counts.get(name, 0) + 1
    told |= {name: float(count) for name, count in counts.items()}
    told |= {f"both {name}": 1.0 for name, count in counts.items() if count == 2}
    stems = Counter(s for side in (pair.a, pair.b) for s in _stems(side))
    return told | {name: WORD_SHARE * count for name, count in stems.items()}


def _stems(side: Reading) -> set[str]:
    """The stems of content and cue, little words included: "before" tells more of a kind than names do."""
    return {f"stem {stem(w)}" for w in WORD.findall(side.text)} | {
        f"cue {stem(w)}" for w in WORD.findall(side.statement.cue or "")
    }
