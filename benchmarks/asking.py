"""An encoder whose answers are kept in a file, so that a benchmark can be stopped and goes on where it was."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.contradictions.encoder import CLASSES, CrossEncoder
from services.contradictions.onnx_model import folder_of
from services.contradictions.wording import line
from services.domain.claim import Statement

CHUNK = 64


class KeptEncoder:
    """Stands in for `CrossEncoder`. The file holds one line a pair: a digest of weights and words, and three shares; no
    text."""

    def __init__(self, folder: Path | None, file: Path | None, threads: int = 1) -> None:
        self._encoder = CrossEncoder(threads, folder)
        self.version = self._encoder.version
        weights = (folder or folder_of("judge")) / "model.onnx"
        self._weights = hashlib.sha256(weights.read_bytes()).hexdigest()
        self._file, self._known = file, dict[str, list[float]]()
        if file and file.exists():
            rows = (row.split() for row in file.read_text(encoding="ascii").splitlines())
            self._known = {row[0]: [float(v) for v in row[1:]] for row in rows if len(row) == len(CLASSES) + 1}

    def probabilities(self, pairs: Sequence[tuple[Statement, Statement]]) -> NDArray[np.float64]:
        """[pairs, 3], rows sum to one."""
        keys = [self._key(a, b) for a, b in pairs]
        missing = list({key: pair for key, pair in zip(keys, pairs, strict=True) if key not in self._known}.items())
        for start in range(0, len(missing), CHUNK):
            chunk = missing[start : start + CHUNK]
            shares = self._encoder.probabilities([pair for _, pair in chunk])
            fresh = {key: list(map(float, row)) for (key, _), row in zip(chunk, shares, strict=True)}
            self._known |= fresh
            self._keep(fresh)
            if len(missing) > CHUNK:
                sys.stderr.write(f"encoder: {start + len(chunk)} of {len(missing)}\n")
        return np.array([self._known[key] for key in keys]) if keys else np.zeros((0, len(CLASSES)))

    def _keep(self, fresh: dict[str, list[float]]) -> None:
        if self._file:
            with self._file.open("a", encoding="ascii") as out:
                out.writelines(f"{key} {' '.join(f'{v:.6f}' for v in row)}\n" for key, row in fresh.items())

    def _key(self, a: Statement, b: Statement) -> str:
        return hashlib.sha256(f"{self._weights}\n{line(a)}\n{line(b)}".encode()).hexdigest()[:32]
