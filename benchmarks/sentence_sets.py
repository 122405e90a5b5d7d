"""The bare encoder on pairs of sentences: three ways, two ways where a set knows no third, attack in a debate."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.reading import rows_of
from services.domain.claim import Statement

LABELS = {"contradiction": 0, "entailment": 1, "neutral": 2}
Shares = Callable[[Sequence[tuple[Statement, Statement]]], np.ndarray]
SETS: dict[str, tuple[str, str, bool]] = {
    "MNLI (mnli_dev_taxi)": ("test-open", "mnli_dev_taxi", False),
    "SNLI (snli_part test)": ("test-open", "snli_part", False),
    "negation-MNLI": ("test-open", "negation_mnli", False),
    "negation-SNLI": ("test-open", "negation_snli", False),
    "Perspectrum without neutrals": ("test-open", "perspectrum", True),
    "FeverSymmetric": ("dev", "fever_symmetric", True),
    "IBM stance (trained on)": ("train", "ibm_stance", True),
}
"""File, set, and whether only contradiction and entailment are told apart."""
SEED = 11


def sampled(rows: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """At most so many rows, the same at every run; 0 for all."""
    return random.Random(SEED).sample(rows, most) if 0 < most < len(rows) else rows


def accuracies(shares: Shares, data: Path, most: int) -> dict[str, dict[str, float]]:
    """For each set: pairs used, accuracy, and the standard error of it."""
    wanted: dict[str, list[dict[str, Any]]] = {name: [] for _, name, _ in SETS.values()}
    for file in sorted({file for file, _, _ in SETS.values()}):
        for row in rows_of(data / "nli" / f"{file}.jsonl.gz"):
            if (file, row["set"]) in {(f, s) for f, s, _ in SETS.values()}:
                wanted[row["set"]].append(row)
    table = {}
    for title, (_, name, two) in SETS.items():
        rows = [row for row in wanted[name] if not (two and row["label"] == "neutral")]
        some = sampled(rows, most)
        told = shares([(Statement(row["a"]), Statement(row["b"])) for row in some])
        guess = told[:, :2].argmax(1) if two else told.argmax(1)
        right = float(np.mean([g == LABELS[row["label"]] for g, row in zip(guess, some, strict=True)]))
        error = float(np.sqrt(right * (1 - right) / len(some)))
        table[title] = {"pairs": len(some), "of": len(rows), "accuracy": right, "error": error}
    return table


def debate(shares: Shares, data: Path, most: int) -> dict[str, float]:
    """Attack between different speakers of Nixon-Kennedy turns: F1 where contradiction is the likeliest class, F1 at
    the threshold that is best on the other half (over two halves), and that of flagging everything."""
    rows = [row for row in rows_of(data / "nli" / "nixon-kennedy.jsonl.gz") if row["cross"]]
    rows = sampled(rows, most)
    told = shares([(Statement(row["a"]), Statement(row["b"])) for row in rows])
    truth = np.array([row["label"] == "attack" for row in rows])
    half = np.arange(len(rows)) % 2 == 0
    flagged = np.zeros(len(rows), bool)
    for part in (half, ~half):
        flagged[part] = told[part, 0] >= _best(truth[~part], told[~part, 0])
    return {
        "pairs": len(rows),
        "f1": _f1(truth, told.argmax(1) == 0),
        "f1 at the other half's best threshold": _f1(truth, flagged),
        "f1 of flagging everything": _f1(truth, np.ones(len(rows), bool)),
    }


def _f1(truth: np.ndarray, flagged: np.ndarray) -> float:
    return 2 * float((truth & flagged).sum()) / max(1.0, float(truth.sum() + flagged.sum()))


def _best(truth: np.ndarray, scores: np.ndarray) -> float:
    return float(max(scores, key=lambda least: _f1(truth, scores >= least)))
