"""What the API needs of the running system, as Protocols; `services.bootstrap` provides them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from services.domain.article import Article
from services.domain.contradiction import Judgement
from services.usecases.organise_matters import Analyst
from services.usecases.ports import Queries


class Outcome(Protocol):
    """What became of a submitted article: whether it was new."""

    @property
    def new(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The answer first given to a request with an idempotency key."""

    fingerprint: str
    status: int
    body: str


class AnswerStore(Protocol):
    """Keeps answers by key for at least a day."""

    def find(self, key: str) -> KeptAnswer | None: ...

    def keep(self, key: str, answer: KeptAnswer) -> KeptAnswer:
        """Store unless the key is taken, and give back what is stored: of two racing requests the first wins."""
        ...


class System(Protocol):
    """The read side and the commands of one running system."""

    @property
    def queries(self) -> Queries: ...

    def submit(self, articles: Sequence[Article], *, correlation_id: str | None = None) -> Sequence[Outcome]:
        """Queue articles, in one transaction; one outcome each. The same article twice is one article."""
        ...

    def record_verdict(
        self, finding_id: str, judgement: Judgement, *, note: str | None, analyst: str | None,
        correlation_id: str | None = None,
    ) -> int:
        """Record a verdict; the position it got. Raises `NotFound` or `Ambiguous`."""
        ...

    def merge_matters(self, matter_id: str, into: str, by: Analyst) -> int:
        """Put all claims of one matter into another; the position of the event. Raises `NotFound`, `Ambiguous` or
        `InvalidInput`."""
        ...

    def split_matter(self, matter_id: str, claims: Sequence[str], title: str, by: Analyst) -> tuple[int, str]:
        """Put these claims of a matter into a new one; the position of the event and the new id. Raises as above."""
        ...

    def rename_matter(self, matter_id: str, title: str, by: Analyst) -> int:
        """Call a matter by another title; the position of the event. Raises as above."""
        ...

    def withdraw(
        self, articles: Sequence[str], reason: str, *, by: str | None = None, correlation_id: str | None = None
    ) -> list[str]:
        """Withdraw articles for good; the ids of those that were not withdrawn before. Raises `NotFound`."""
        ...

    def retry_failed(self, job_ids: Sequence[str] | None) -> int:
        """Put failed jobs back in the queue, all of them for None; gives back how many were failed and are not now."""
        ...
