"""The learned judge of two lines: a cross-encoder that tells contradiction, agreement and neither apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from services.contradictions.onnx_model import OnnxModel, folder_of
from services.contradictions.wording import line
from services.domain.claim import Statement

CLASSES = ("contradiction", "agreement", "neutral")


class CrossEncoder:
    """Probabilities of `CLASSES`, each pair read in both directions and averaged."""

    def __init__(self, threads: int = 1) -> None:
        self._model = OnnxModel(folder_of("judge"), threads, max_tokens=256, pad=1)
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
        logits = self._model.run(lines + [(b, a) for a, b in lines]).astype(np.float64)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        mean: NDArray[np.float64] = (shares[: len(lines)] + shares[len(lines) :]) / 2
        return mean
