"""The judge's layer refitted without an article and tried on it: cross-validation over the annotated articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks import conflicts
from benchmarks.logistic import Array, fitted, shares
from services.contradictions.combiner import Combiner
from services.contradictions.meeting import Meeting
from services.contradictions.signals.all import features, weigh

FOLDS = 5
PRECISE = 0.4


def across_folds(rows: list[dict[str, Any]], meetings: Sequence[Meeting], combiner: Combiner) -> dict[str, Any]:
    """Figures with each article's pairs judged by weights and threshold from the other folds; {} without an encoder.

    "best F1": the threshold with the best F1 on the other folds; "precise": the least at which `PRECISE` of what is
    stated there is right. `folds` gives each fold's F1.
    """
    if not combiner.weights["layers"] or not any(m.learned for m in meetings):
        return {}
    numbers = [features(weigh(m)) for m in meetings]
    names = list(combiner.weights["layers"]["contradiction"])
    x = np.array([[combiner.with_rules(n).get(name, 0.0) for name in names] for n in numbers])
    y = np.array([float(row["label"] == conflicts.CONTRADICTION) for row in rows])
    heard = np.array([_heard(m, n, combiner) for m, n in zip(meetings, numbers, strict=True)])

    def left(p: Array, chosen: np.ndarray) -> Array:
        held = [combiner.damped(float(v), numbers[n]) for v, n in zip(p, np.flatnonzero(chosen), strict=True)]
        return np.asarray(np.array(held) * heard[chosen], float)

    asked = np.array([m.learned is not None for m in meetings])
    fold = folds_of(rows)
    scores, told = np.zeros(len(rows)), {"best F1": np.zeros(len(rows), bool), "precise": np.zeros(len(rows), bool)}
    for k in range(FOLDS):
        inside, outside = fold == k, fold != k
        order = [0 if name == "bias" else 1 for name in names]
        columns = np.argsort(order, kind="stable")
        seen = outside & asked
        beta = fitted(x[seen][:, columns], y[seen], np.ones(int(seen.sum())))
        within = left(shares(x[outside][:, columns], beta), outside)
        scores[inside] = left(shares(x[inside][:, columns], beta), inside)
        for name, least in (("best F1", best_threshold(y[outside], within)), ("precise", precise(y[outside], within))):
            told[name][inside] = scores[inside] >= least
    return {
        name: {**conflicts.found(rows, list(flags), list(scores)), "folds": _folds(rows, fold, flags, scores)}
        for name, flags in told.items()
    }


def _heard(pair: Meeting, numbers: dict[str, float], combiner: Combiner) -> bool:
    """Whether the judge heeds the layer: not off topic, for equal words or where the encoder was not asked."""
    return pair.learned is not None and combiner.near(numbers) and pair.a.text != pair.b.text


def folds_of(rows: Sequence[dict[str, Any]]) -> np.ndarray:
    """Each row's fold by its article."""
    groups = sorted({row["group"] for row in rows})
    return np.array([groups.index(row["group"]) % FOLDS for row in rows])


def spread(rows: list[dict[str, Any]], flags: Sequence[bool], scores: Sequence[float]) -> list[float]:
    """F1 of each fold for flags that need no fitting."""
    return _folds(rows, folds_of(rows), np.asarray(flags), np.asarray(scores))


def _folds(rows: list[dict[str, Any]], fold: np.ndarray, flags: np.ndarray, scores: np.ndarray) -> list[float]:
    out = []
    for k in range(FOLDS):
        held = [n for n in range(len(rows)) if fold[n] == k]
        out.append(conflicts.found([rows[n] for n in held], list(flags[held]), list(scores[held]))["f1"])
    return out


def best_threshold(y: Array, p: Array) -> float:
    """The threshold with the best F1."""
    order = np.argsort(-p, kind="stable")
    hits = np.cumsum(y[order])
    f1 = 2 * hits / (np.arange(1, len(y) + 1) + y.sum())
    return float(max(p[order[int(f1.argmax())]], 1e-9))


def precise(y: Array, p: Array) -> float:
    """The least threshold with the precision wanted; one that nothing reaches where there is none."""
    order = np.argsort(-p, kind="stable")
    share = np.cumsum(y[order]) / np.arange(1, len(y) + 1)
    good = np.flatnonzero((share >= PRECISE) & (np.arange(len(y)) >= 9))
    return float(p[order[good[-1]]]) if len(good) else 2.0
