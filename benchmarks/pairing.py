"""Pairs found attributions with gold ones by the overlap of their content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

Spans = Iterable[Sequence[int]]


def letters(text: str, spans: Spans) -> set[int]:
    """Places of the letters and digits within `spans`."""
    return {i for s, e in spans for i in range(s, min(e, len(text))) if text[i].isalnum()}


def paired(text: str, gold: Sequence[Spans], found: Sequence[Spans], least: float = 0.5) -> list[tuple[int, int]]:
    """Index pairs (gold, found), one to one, with the greatest sum of content IoU; those under `least` left out."""
    wanted, got = [letters(text, g) for g in gold], [letters(text, f) for f in found]
    table = np.zeros((len(gold), len(found)))
    for i, a in enumerate(wanted):
        for j, b in enumerate(got):
            shared = len(a & b)
            table[i, j] = shared / len(a | b) if shared else 0.0
    rows, columns = linear_sum_assignment(table, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if table[i, j] >= least]
