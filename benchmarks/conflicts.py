"""Figures of a judge on labelled pairs: contradictions found, kinds, average precision, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

CONTRADICTION = 0


def kept(row: dict[str, Any]) -> bool:
    """Whether a pair counts: weak ones do not, nor those of one party unless they contradict."""
    if row["set"] != "articles":
        return True
    parties = [(row[side].party or "none").lower() for side in "ab"]
    return row["strength"] != "weak" and (parties[0] != parties[1] or row["label"] == CONTRADICTION)


def found(rows: Sequence[dict[str, Any]], flagged: Sequence[bool], scores: Sequence[float]) -> dict[str, float]:
    """Precision, recall and F1 of the flags, average precision of the scores, shares in 0 to 1."""
    truth = np.array([row["label"] == CONTRADICTION for row in rows], bool)
    told = np.asarray(flagged, bool)
    right = int((truth & told).sum())
    precision, recall = right / max(1, int(told.sum())), right / max(1, int(truth.sum()))
    return {
        "pairs": len(rows),
        "gold": int(truth.sum()),
        "flagged": int(told.sum()),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if right else 0.0,
        "ap": average_precision(truth, np.asarray(scores)),
        "hard_negatives_flagged": int(sum(f for row, f in zip(rows, told, strict=True) if row.get("hard"))),
    }


def average_precision(truth: np.ndarray, scores: np.ndarray) -> float:
    """Mean of the precision at each right pair, in order of score."""
    ranked = truth[np.argsort(-scores, kind="stable")]
    hits = np.cumsum(ranked)
    return float((hits / np.arange(1, len(ranked) + 1))[ranked].mean()) if ranked.any() else 0.0


def best(rows: Sequence[dict[str, Any]], scores: Sequence[float]) -> dict[str, float]:
    """The figures at the best threshold there is: more than any peer reaches on data it has not seen."""
    values = np.asarray(scores, float)
    truth = np.array([row["label"] == CONTRADICTION for row in rows], bool)
    order = np.argsort(-values, kind="stable")
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(rows) + 1) + truth.sum())
    return found(rows, list(values >= values[order[int(f1.argmax())]]), scores)


def by_kind(rows: Sequence[dict[str, Any]], kinds: Sequence[str | None]) -> dict[str, dict[str, float]]:
    """For each gold kind of our own pairs: how many, recall, and the F1 of naming it."""
    table = {}
    gold = [row["kind"] if row["label"] == CONTRADICTION else None for row in rows]
    for kind in sorted({k for k in gold if k}):
        right = sum(g == k == kind for g, k in zip(gold, kinds, strict=True))
        wanted, named = gold.count(kind), list(kinds).count(kind)
        flagged = sum(g == kind and k is not None for g, k in zip(gold, kinds, strict=True))
        table[kind] = {"gold": wanted, "recall": flagged / wanted, "f1": 2 * right / max(1, wanted + named)}
    return table


def reliability(rows: Sequence[dict[str, Any]], scores: Sequence[float], bins: int = 5) -> list[dict[str, float]]:
    """For each fifth of the score: pairs, mean score, share that contradict."""
    values = np.asarray(scores, float)
    truth = np.array([row["label"] == CONTRADICTION for row in rows], bool)
    held = np.minimum((values * bins).astype(int), bins - 1)
    return [
        {
            "pairs": int((held == b).sum()),
            "score": float(values[held == b].mean()),
            "true": float(truth[held == b].mean()),
        }
        for b in range(bins)
        if (held == b).any()
    ]


def share_of_kind(gold: Sequence[str], told: Sequence[str], kind: str) -> float:
    """F1 of naming one kind."""
    right = sum(g == t == kind for g, t in zip(gold, told, strict=True))
    return 2 * right / max(1, list(gold).count(kind) + list(told).count(kind))


def kinds_right(rows: Sequence[dict[str, Any]], kinds: Sequence[str | None]) -> str:
    """Of the contradictions flagged rightly, how many got a kind that the annotation gives."""
    right = [
        (kind in (row.get("kinds") or [row.get("kind")]))
        for row, kind in zip(rows, kinds, strict=True)
        if kind and row["label"] == CONTRADICTION
    ]
    return f"{sum(right)}/{len(right)}"
