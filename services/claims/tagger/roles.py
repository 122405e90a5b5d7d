"""Roles decoded: from each word's role probabilities to a source and content spans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.claims.tagger.cues import softmax

NONE, SOURCE, CONTENT = 0, 1, 2
NAME, FAINT = 6, 0.03


@dataclass(frozen=True, slots=True)
class Roles:
    """Word spans of one cue's source and content; mean probability of the content's words, share of them quoted."""

    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    sure: float
    quoted: float


def smoothed(logits: NDArray[np.float32], words: NDArray[np.int64], switch: float) -> NDArray[np.int64]:
    """Best role of each word (C, N) when every change of role costs ``switch``: Viterbi over a batch.

    logits: (C, N, 3); words: (C,) number of real words in each row.
    """
    rows, length, kinds = logits.shape
    cost = switch * (1 - np.eye(kinds, dtype=np.float32))
    best, back = logits[:, 0].copy(), np.zeros((rows, length, kinds), dtype=np.int64)
    for n in range(1, length):
        ways = best[:, :, None] - cost
        back[:, n] = ways.argmax(1)
        step = ways.max(1) + logits[:, n]
        best = np.where((n < words)[:, None], step, best)
    roles, at = np.zeros((rows, length), dtype=np.int64), best.argmax(1)
    for n in range(length - 1, -1, -1):
        live = n < words
        roles[:, n] = np.where(live, at, NONE)
        if n:
            at = np.where(live, back[np.arange(rows), n, at], at)
    return roles


def decoded(
    rows: Sequence[NDArray[np.float32]], switch: float
) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.float32]]]:
    """Index of each row of logits (W, 3) with its best roles (W,) and its probabilities (W, 3), shortest rows first."""
    order = sorted(range(len(rows)), key=lambda i: (len(rows[i]), i))
    while order:
        most = 1.2 * len(rows[order[0]]) + 4
        size = next((n for n, i in enumerate(order) if len(rows[i]) > most), len(order))
        group, order = order[:size], order[size:]
        words = np.array([len(rows[i]) for i in group], dtype=np.int64)
        logits = np.zeros((size, int(words.max()), 3), dtype=np.float32)
        for row, i in enumerate(group):
            logits[row, : words[row]] = rows[i]
        roles = smoothed(logits, words, switch)
        for row, i in enumerate(group):
            yield i, roles[row, : words[row]], softmax(rows[i])


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Half-open spans of consecutive True."""
    edges = np.flatnonzero(np.diff(flags.astype(np.int8), prepend=0, append=0))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def read(
    roles: NDArray[np.int64],
    probabilities: NDArray[np.float32],
    cue: tuple[int, int],
    spoken: NDArray[np.bool_],
    quoted: NDArray[np.bool_],
    named: NDArray[np.bool_],
) -> Roles:
    """Source and content of one cue.

    roles (W,) and probabilities (W, 3) of the paragraph's words; ``spoken`` marks words with a letter or digit (a
    span without any is dropped), ``quoted`` those in quotation marks, ``named`` those with a capital. Source spans
    with only marks between them are one ("Ines Duarte, the envoy"); of several the likeliest in sum stays.
    """
    free = np.ones(len(roles), dtype=bool)
    free[cue[0] : cue[1]] = False
    content = [(s, e) for s, e in runs((roles == CONTENT) & free) if spoken[s:e].any()]
    sources = _bridged([(s, e) for s, e in runs((roles == SOURCE) & free) if spoken[s:e].any()], spoken | ~free)
    source = max(
        sources, key=lambda span: (float(probabilities[span[0] : span[1], SOURCE].sum()), -span[0]), default=None
    )
    sure = float(np.mean([probabilities[s:e, CONTENT].mean() for s, e in content])) if content else 0.0
    if source:
        source = _from_cue(source, cue, probabilities[:, SOURCE], named | ~spoken)
    share = float(np.mean(np.concatenate([quoted[s:e] for s, e in content]))) if content else 0.0
    return Roles(source, tuple(content), sure, share)


def _bridged(spans: list[tuple[int, int]], barrier: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The spans, neighbours made one where no word between them is a ``barrier``."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and not barrier[found[-1][1] : start].any():
            start = found.pop()[0]
        found.append((start, end))
    return found


def _from_cue(
    source: tuple[int, int], cue: tuple[int, int], chances: NDArray[np.float32], passable: NDArray[np.bool_]
) -> tuple[int, int]:
    """The source from the cue on where only a faintly seen name lies between: said (Ines Duarte,) the envoy."""
    between = slice(cue[1], source[0])
    near = 0 < source[0] - cue[1] <= NAME
    if near and passable[between].all() and chances[between].min() >= FAINT:
        return cue[1], source[1]
    return source
