"""Statements as unit vectors: claims on one matter lie close. all-MiniLM-L6-v2 with 8-bit weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from services.contradictions.leaning import leans, nearby
from services.contradictions.onnx_model import OnnxModel, folder_of
from services.domain.claim import Statement

DIMENSIONS = 384
SHORT = 6


class Embedder:
    """Vectors of 384 floats, of length one."""

    def __init__(self, threads: int = 1) -> None:
        self._model = OnnxModel(folder_of("embedding"), threads, max_tokens=128, pad=0)

    def vectors(self, statements: Sequence[Statement]) -> NDArray[np.float32]:
        """One row a statement; equal words are run once."""
        words = [words_of(s) for s in statements]
        distinct = sorted(set(words))
        if not distinct:
            return np.zeros((0, DIMENSIONS), np.float32)
        found = dict(zip(distinct, self._model.run(distinct), strict=True))
        return np.stack([found[w] for w in words])


def words_of(statement: Statement) -> str:
    """The content; where it is a mere phrase ("the alliance's actions") or leans on what was said before ("it would
    be a boon"), the words around it."""
    text = " ".join(statement.text.split())
    if statement.sentence and (len(text.split()) < SHORT or leans(text)):
        return nearby(statement)
    return text
