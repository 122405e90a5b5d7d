"""Features of labelled pairs as the judge sees them, kept in a file so that the encoder runs once."""

import pickle
from pathlib import Path

import numpy as np

from services.contradictions.embedding import Embedder
from services.contradictions.encoder import CrossEncoder
from services.contradictions.meeting import Meeting
from services.contradictions.reading import read
from services.contradictions.signals.all import features, weigh


def measured(rows: list[dict], encoder: CrossEncoder | None, cache: Path | None) -> list[dict[str, float]]:
    """One mapping a row. What the encoder said is taken from `cache` where it holds the pair."""
    vectors = _vectors(rows)
    shares = _shares(rows, encoder, cache)
    return [
        features(weigh(Meeting(read(row["a"]), read(row["b"]), float(vectors[row["a"]] @ vectors[row["b"]]), share)))
        for row, share in zip(rows, shares, strict=True)
    ]


def _vectors(rows: list[dict]) -> dict:
    statements = list({s for row in rows for s in (row["a"], row["b"])})
    return dict(zip(statements, Embedder(2).vectors(statements), strict=True))


def _shares(rows: list[dict], encoder: CrossEncoder | None, cache: Path | None) -> list:
    if encoder is None:
        return [None] * len(rows)
    known: dict = pickle.loads(cache.read_bytes()) if cache and cache.exists() else {}
    missing = [(r["a"], r["b"]) for r in rows if (r["a"], r["b"]) not in known]
    for start in range(0, len(missing), 512):
        chunk = missing[start : start + 512]
        known.update(zip(chunk, map(tuple, np.asarray(encoder.probabilities(chunk)).tolist()), strict=True))
        if cache:
            cache.write_bytes(pickle.dumps(known))
    return [known[(r["a"], r["b"])] for r in rows]
