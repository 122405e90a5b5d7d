"""The learned judge of two lines: a cross-encoder that tells contradiction, agreement and neither apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from services.contradictions.onnx_model import OnnxModel, folder_of
from services.contradictions.wording import line
from services.domain.claim import Statement

CLASSES = ("contradiction", "agreement", "neutral")


class PairEncoder(Protocol):
    """What the judge needs of an encoder."""

    version: str

    def probabilities(self, pairs: Sequence[tuple[Statement, Statement]]) -> NDArray[np.float64]:
        """[pairs, 3], rows sum to one."""
        ...


class CrossEncoder:
    """Probabilities of `CLASSES` for pairs of statements. Where the model's config has "both_ways" each pair is read
    in both directions and averaged, at twice the time."""

    def __init__(self, threads: int = 1, folder: Path | None = None) -> None:
        """`folder` holds other weights than those that ship."""
        self._model = OnnxModel(folder or folder_of("judge"), threads, max_tokens=256, pad=1)
        self._both_ways = bool(self._model.config.get("both_ways", False))
        self.version = str(self._model.config.get("version", "1"))

    @staticmethod
    def load(threads: int = 1) -> CrossEncoder | None:
        """The encoder, or None where its weights do not ship."""
        return CrossEncoder(threads) if (folder_of("judge") / "model.onnx").exists() else None

    def probabilities(self, pairs: Sequence[tuple[Statement, Statement]]) -> NDArray[np.float64]:
        """[pairs, 3], rows sum to one."""
        if not pairs:
            return np.zeros((0, len(CLASSES)))
        lines = [(line(a), line(b)) for a, b in pairs]
        shares = self._shares(lines)
        return (shares + self._shares([(b, a) for a, b in lines])) / 2 if self._both_ways else shares

    def _shares(self, lines: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        logits = self._model.run(lines).astype(np.float64)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
        return shares
