"""Which articles print one and the same text: minhash signatures and their bands.

After Broder (1997), On the resemblance and containment of documents; banding after Leskovec, Rajaraman and Ullman,
Mining of Massive Datasets, chapter 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import eq

ROWS = 4
_PRIME, _ALL_BITS, _SIGN = 1099511628211, (1 << 64) - 1, 1 << 63
SAME_TEXT = 0.6
"""Estimated share of common shingles from which two articles count as one text."""


def bands(signature: Sequence[int]) -> list[int]:
    """One signed 64-bit number per band of `ROWS` minima; articles that share one are worth comparing.

    After FNV-1a, over the place of a band and its minima: what lies above 64 bits is cut off once, at the end.
    """
    values = iter(signature)
    places = (_place(start) for start in range(0, len(signature) - ROWS + 1, ROWS))
    return [
        ((((((place ^ a) * _PRIME ^ b) * _PRIME ^ c) * _PRIME ^ d) * _PRIME & _ALL_BITS) ^ _SIGN) - _SIGN
        for place, a, b, c, d in zip(places, values, values, values, values, strict=False)
    ]


@cache
def _place(start: int) -> int:
    return (1469598103934665603 ^ start) * _PRIME & _ALL_BITS


def similarity(a: Sequence[int], b: Sequence[int]) -> float:
    """The estimated Jaccard similarity of two articles' shingles, 0 to 1."""
    if not a or len(a) != len(b):
        return 0.0
    agreeing: int = sum(map(eq, a, b))
    return agreeing / len(a)
