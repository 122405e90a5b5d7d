from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from services.contradictions.combiner import Combiner
from services.contradictions.embedding import Embedder
from services.contradictions.judge import Judge
from services.domain.claim import Statement

ONE = Statement("the dam was opened at noon", "Water Authority")
OTHER = Statement("the dam stayed closed all day", "Relief Board")


class Leaning:
    """An encoder with an answer for each order; it keeps what it was asked."""

    version = "leaning"

    def __init__(self, forth: tuple[float, ...], back: tuple[float, ...]) -> None:
        self.answers, self.asked = {(ONE, OTHER): forth, (OTHER, ONE): back}, list[tuple[Statement, Statement]]()

    def probabilities(self, pairs: Sequence[tuple[Statement, Statement]]) -> NDArray[np.float64]:
        self.asked += pairs
        return np.array([self.answers[pair] for pair in pairs]).reshape(-1, 3)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


def test_what_would_be_stated_is_read_the_other_way_too(embedder: Embedder) -> None:
    encoder = Leaning((0.9, 0.05, 0.05), (0.1, 0.45, 0.45))
    (pair,) = Judge(Combiner.load(), embedder, encoder).meetings([(ONE, OTHER)])
    assert encoder.asked == [(ONE, OTHER), (OTHER, ONE)]
    assert pair.learned == pytest.approx((0.5, 0.25, 0.25))


def test_what_would_not_be_stated_is_read_once(embedder: Embedder) -> None:
    encoder = Leaning((0.01, 0.01, 0.98), (0.9, 0.05, 0.05))
    (pair,) = Judge(Combiner.load(), embedder, encoder).meetings([(ONE, OTHER)])
    assert encoder.asked == [(ONE, OTHER)]
    assert pair.learned == (0.01, 0.01, 0.98)
