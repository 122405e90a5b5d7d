"""An extractor that finds nothing and a judge that is never asked: what is left is delivery."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from services.bootstrap import Models
from services.domain.affiliation import Affiliation
from services.domain.article import Article
from services.domain.claim import Attribution, Claim, Statement
from services.domain.contradiction import Comparison, Consensus


class Nothing:
    """Finds no attribution."""

    version = "nothing@1"

    def extract(
        self, text: str, *, title: str | None = None, outlet: str | None = None, published_at: datetime | None = None,
        affiliations: Sequence[Affiliation] = (),
    ) -> tuple[Attribution, ...]:
        return ()


class Nobody:
    """Judges nothing, since there is nothing to judge."""

    version = "nobody@1"

    def compare_many(self, pairs: Sequence[tuple[Statement, Statement]]) -> list[Comparison]:
        return []

    def embed(self, statements: Sequence[Statement]) -> list[list[float]]:
        return []

    def matter(self, a: Statement, b: Statement) -> str:
        return ""

    def topic(self, statement: Statement) -> str:
        return ""

    def consensus(self, statement: Statement, others: Sequence[Statement]) -> Consensus | None:
        return None


def claims_of(article: Article, attributions: Iterable[Attribution]) -> tuple[Claim, ...]:
    """No claims."""
    return ()


def models() -> Models:
    """What a worker of the benchmark loads."""
    return Models(Nothing(), claims_of, Nobody())
