"""Fingerprints: equal for equal wording, near for near wording.

MinHash after Broder, "On the resemblance and containment of documents" (1997), with multiply-shift hashing after
Dietzfelbinger et al. (1997); banding after Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, section 3.4.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

HASHES = 64
BANDS = 16
SHINGLE = 5
_WORD = re.compile(r"\w+(?:['\u2019]\w+)?")


def words(text: str) -> list[str]:
    """The text's words in lower case, in compatibility form, without punctuation."""
    return [w.replace("\u2019", "'") for w in _WORD.findall(unicodedata.normalize("NFKC", text).casefold())]


def fingerprint(text: str) -> str:
    """SHA-256 (64 hex digits) of the text's words: blind to case, spacing and punctuation."""
    return hashlib.sha256(" ".join(words(text)).encode()).hexdigest()


def minhash(text: str) -> tuple[int, ...]:
    """64 minima (unsigned, 32 bit) over the text's runs of five words; a shorter text counts as one run."""
    found = words(text)
    runs = {" ".join(found[i:i + SHINGLE]) for i in range(max(1, len(found) - SHINGLE + 1))}
    hashed = np.array([_hash64(run) for run in runs], dtype=np.uint64)
    # Wrapping around 2**64 is what multiply-shift hashing wants.
    return tuple(int((hashed * a + b >> np.uint64(32)).min()) for a, b in zip(_FACTORS, _OFFSETS, strict=True))


def jaccard(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated share of five-word runs that two texts have in common, 0 to 1; standard error at most 1/16."""
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def bands(values: Sequence[int]) -> tuple[int, ...]:
    """16 signed 64-bit keys, each of four minima. Texts that share a key are worth comparing: two with a Jaccard
    similarity of 0.5 share one with probability 0.64, of 0.8 with 0.9998, of 0.2 with 0.03."""
    rows = len(values) // BANDS
    keys = []
    for band in range(BANDS):
        part = ",".join(str(v) for v in values[band * rows:(band + 1) * rows])
        keys.append(int.from_bytes(_digest(f"{band}:{part}"), signed=True))
    return tuple(keys)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def _hash64(text: str) -> int:
    return int.from_bytes(_digest(text))


def _constants(name: str, *, odd: bool) -> NDArray[np.uint64]:
    return np.array([_hash64(f"{name} {i}") | odd for i in range(HASHES)], dtype=np.uint64)


_FACTORS = _constants("factor", odd=True)
_OFFSETS = _constants("offset", odd=False)
