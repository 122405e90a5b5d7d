"""The read side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from services.domain.affiliation import Affiliation
from services.domain.events import RecordedEvent
from services.reports import shapes


class Queries(Protocol):
    """The read side. `as_of` is a position of the log (None: now). Ids may be shortened to any unambiguous prefix of at
    least six characters; raises `NotFound` or `Ambiguous`. Lists are in a stable order with keyset cursors."""

    def position_at(self, moment: datetime) -> int: ...

    def article(self, article_id: str) -> shapes.ArticleRow: ...

    def find_article(self, reference: str) -> str | None:
        """The id of the article named by an id, its beginning, or its address; None where there is none."""
        ...

    def article_text(self, article_id: str) -> str:
        """Raises `Withdrawn` where the article was taken back."""
        ...

    def copies_of(self, article_id: str) -> tuple[shapes.ArticleRow, ...]:
        """The other articles that print the same text or are earlier or later versions, and are not withdrawn."""
        ...

    def articles(
        self, *, status: str | None = None, limit: int = 50, cursor: str | None = None
    ) -> shapes.Page[shapes.ArticleRow]: ...

    def affiliations(self, surnames: Iterable[str], *, on: str, article_id: str) -> list[Affiliation]:
        """As `Affiliations.known`."""
        ...

    def claim(self, claim_id: str) -> shapes.ClaimRow: ...

    def claims(
        self,
        *,
        article: str | None = None,
        party: str | None = None,
        speaker: str | None = None,
        matter: str | None = None,
        as_of: int | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> shapes.Page[shapes.ClaimRow]: ...

    def finding(self, finding_id: str) -> shapes.FindingRow:
        """With the history of verdicts."""
        ...

    def findings(
        self,
        *,
        relation: str | None = "contradiction",
        parties: Sequence[str] = (),
        kind: str | None = None,
        matter: str | None = None,
        article: str | None = None,
        as_of: int | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> shapes.Page[shapes.FindingRow]: ...

    def parties(
        self, *, as_of: int | None = None, limit: int = 100, cursor: str | None = None
    ) -> shapes.Page[shapes.PartyRow]: ...

    def party_names(self, name: str, *, as_of: int | None = None) -> str:
        """The canonical name of the party that `name` (any case, unambiguous prefix) means among the claims that held
        as of then. Raises `NotFound` or `Ambiguous`."""
        ...

    def speakers(
        self, *, party: str | None = None, limit: int = 100, cursor: str | None = None
    ) -> shapes.Page[shapes.SpeakerRow]: ...

    def matters(
        self, *, as_of: int | None = None, limit: int = 50, cursor: str | None = None
    ) -> shapes.Page[shapes.MatterRow]: ...

    def matter(self, matter_id: str) -> shapes.MatterRow: ...

    def report(
        self,
        *,
        parties: Sequence[str] = (),
        kind: str | None = None,
        matter: str | None = None,
        as_of: int | None = None,
        limit: int = 500,
    ) -> shapes.Report: ...

    def events(
        self, *, after: int = 0, stream: str | None = None, type: str | None = None, limit: int = 100
    ) -> list[RecordedEvent]: ...

    def event(self, event_id: str) -> RecordedEvent: ...

    def throughput(self) -> shapes.Throughput: ...

    def failed(self, *, limit: int = 50, cursor: str | None = None) -> shapes.Page[shapes.JobRow]: ...

    def job(self, job_id: str) -> shapes.JobRow: ...
