"""Which articles print one and the same text: minhash signatures and their bands.

After Broder (1997), On the resemblance and containment of documents; banding after Leskovec, Rajaraman and Ullman,
Mining of Massive Datasets, chapter 3.
"""

from __future__ import annotations

from collections.abc import Sequence

ROWS = 4
SAME_TEXT = 0.6
"""Estimated share of common shingles from which two articles count as one text."""


def bands(signature: Sequence[int]) -> list[int]:
    """One signed 64-bit number per band of `ROWS` minima; articles that share one are worth comparing."""
    keys = []
    for start in range(0, len(signature) - ROWS + 1, ROWS):
        key = 1469598103934665603
        for value in (start, *signature[start : start + ROWS]):
            key = ((key ^ value) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
        keys.append(key - (1 << 64) if key >= 1 << 63 else key)
    return keys


def similarity(a: Sequence[int], b: Sequence[int]) -> float:
    """The estimated Jaccard similarity of two articles' shingles, 0 to 1."""
    if not a or len(a) != len(b):
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)
