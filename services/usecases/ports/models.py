"""What reads and what judges, and the clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from services.domain.affiliation import Affiliation
from services.domain.article import Article
from services.domain.claim import Attribution, Claim, Statement
from services.domain.contradiction import Comparison, Consensus


class Clock(Protocol):
    """Tells the time, with its zone."""

    def __call__(self) -> datetime: ...


class Extractor(Protocol):
    """Finds attributions in a text; implemented by `services.claims`."""

    version: str

    def extract(
        self,
        text: str,
        *,
        title: str | None = None,
        outlet: str | None = None,
        published_at: datetime | None = None,
        affiliations: Sequence[Affiliation] = (),
    ) -> tuple[Attribution, ...]:
        """`affiliations` are what earlier articles told of persons; the text goes before them."""
        ...


class Judge(Protocol):
    """Judges pairs of claims; implemented by `services.contradictions`."""

    version: str

    def compare_many(self, pairs: Sequence[tuple[Statement, Statement]]) -> list[Comparison]: ...

    def embed(self, statements: Sequence[Statement]) -> list[list[float]]:
        """Unit vectors (384 floats each) by which claims on one matter lie close."""
        ...

    def matter(self, a: Statement, b: Statement) -> str:
        """A short title of the question that both meet on."""
        ...

    def topic(self, statement: Statement) -> str:
        """A short title of what one statement speaks of."""
        ...

    def consensus(self, statement: Statement, others: Sequence[Statement]) -> Consensus | None:
        """The agreement of several parties that the statement asserts, with the nearest of the others' statements."""
        ...


class ClaimMaker(Protocol):
    """Makes claims of an article's attributions; implemented by `services.claims.extractor.claims_of`."""

    def __call__(self, article: Article, attributions: Iterable[Attribution]) -> tuple[Claim, ...]: ...
