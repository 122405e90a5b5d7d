"""Cue candidates: from per-word probabilities to non-overlapping spans of words."""

import numpy as np
from numpy.typing import NDArray

OUTSIDE, BEGIN, INSIDE = 0, 1, 2


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Softmax over the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


def candidates(probabilities: NDArray[np.float32], least: float) -> list[tuple[int, int, float]]:
    """Possible cues as (first word, end word, probability of beginning), from (W, 3) outside/begin/inside.

    Every word that begins a cue with probability of at least ``least`` opens one; likelier ones take their words
    first. Callers choose ``least`` low and leave it to the linker to refuse.
    """
    begin = probabilities[:, BEGIN]
    follows = (probabilities[:, INSIDE] > probabilities[:, OUTSIDE]) & (probabilities[:, INSIDE] > begin)
    taken = np.zeros(len(begin), dtype=bool)
    found = []
    for start in sorted(np.flatnonzero(begin >= least).tolist(), key=lambda i: (-float(begin[i]), i)):
        if taken[start]:
            continue
        end = start + 1
        while end < len(begin) and follows[end] and not taken[end]:
            end += 1
        taken[start:end] = True
        found.append((start, end, float(begin[start])))
    return sorted(found)
