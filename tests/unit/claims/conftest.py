"""The pipelines, built once: the rules' and the whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from services.claims.extractor import Extractor
from services.domain.claim import Attribution

Read = Callable[..., tuple[Attribution, ...]]


@pytest.fixture(scope="session")
def rules() -> Extractor:
    return Extractor(learned=False)


@pytest.fixture(scope="session")
def whole() -> Extractor:
    """As it ships, tagger and all."""
    return Extractor()


@pytest.fixture(scope="session")
def read(rules: Extractor) -> Read:
    """Attributions of a text published on Thursday 12 March 2020."""

    def reading(
        text: str, published: datetime | None = datetime(2020, 3, 12, 9, tzinfo=UTC)
    ) -> tuple[Attribution, ...]:
        return rules.extract(text, published_at=published)

    return reading
