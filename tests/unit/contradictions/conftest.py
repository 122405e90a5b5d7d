from __future__ import annotations

from collections.abc import Callable

import pytest

from services.contradictions.judge import Judge
from services.contradictions.meeting import Meeting
from services.contradictions.reading import read
from services.domain.claim import Statement


@pytest.fixture(scope="session")
def judge() -> Judge:
    return Judge.load()


@pytest.fixture
def meet() -> Callable[..., Meeting]:
    """Two statements side by side with a given nearness of meaning; no model is needed."""

    def made(a: Statement, b: Statement, cosine: float = 0.5) -> Meeting:
        return Meeting(read(a), read(b), cosine)

    return made
