"""What use cases need from outside, as Protocols; `db` and `services.bootstrap` provide them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol

from services.domain.affiliation import Affiliation
from services.domain.article import Article
from services.domain.claim import Attribution, Claim, Statement
from services.domain.contradiction import Comparison, Consensus
from services.domain.events import NewEvent, RecordedEvent
from services.reports import shapes


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


class EventLog(Protocol):
    """Append and read events."""

    def append(self, events: Sequence[NewEvent], *, expected: dict[str, int] | None = None) -> list[RecordedEvent]:
        """Append in one statement. `expected` maps stream to the version it must be at (0: new).

        A repeated event id gives back the first result. Raises `ConcurrencyConflict`.
        """
        ...

    def stream(self, stream: str) -> list[RecordedEvent]: ...

    def event(self, event_id: str) -> RecordedEvent: ...

    def read(self, after: int, limit: int = 500) -> list[RecordedEvent]:
        """Final events only (up to the high-water mark), in order of position."""
        ...


@dataclass(frozen=True, slots=True)
class Lease:
    """A job taken by a worker: fenced by `attempt` and `taken_at`, which the finish must still find."""

    job_id: str
    consumer: str
    event_id: str
    attempt: int
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What a leased job came to: the events that follow on its cause, after so many seconds of work."""

    lease: Lease
    events: Sequence[NewEvent]
    seconds: float


class Jobs(Protocol):
    """Work that lives in PostgreSQL; the broker only rings."""

    def take(self, job_id: str) -> Lease | None:
        """Lease a pending or expired job, or None: already taken or done (a duplicate delivery)."""
        ...

    def finish(self, lease: Lease) -> None:
        """Mark done in the current transaction. Raises `ConcurrencyConflict` where the lease was lost."""
        ...

    def fail(self, lease: Lease, error: str, *, final: bool = False) -> None:
        """Record the error: retry later with backoff, or the failed list when attempts are spent or `final`."""
        ...

    def give_back(self, leases: Sequence[Lease], why: str | None, *, wait_s: float = 0.0) -> set[str]:
        """Put jobs back without counting the attempt; the ids of those that went back."""
        ...

    def retry(self, ids: Sequence[str] | None = None) -> int:
        """Put failed jobs (None: all) back in the queue with all their attempts; how many."""
        ...


@dataclass(frozen=True, slots=True)
class Opponent:
    """A stored claim that a new one may meet: how alike they are (see `services.domain.placing.Likeness`), and the
    matter that it is in as far as is known."""

    claim: Claim
    likeness: float
    matter: str | None


class Candidates(Protocol):
    """Finds stored claims that may meet an article's on the same matter."""

    def opponents(self, before: int, limit: int) -> Mapping[str, Sequence[Opponent]]:
        """For each claim that came in at position `before`, by its id: claims of other parties, and some of the same
        party, that came in earlier or stand earlier in the same article; superseded claims and copies left out, the
        same words of one party once; best first, at most `limit`. Copies have none."""
        ...


class Erasure(Protocol):
    """Makes the words of articles unreadable."""

    def compare_again(self, article_ids: Collection[str]) -> tuple[str, ...]:
        """Articles to be compared anew once these are gone: others that print the same text, and, where there are such,
        those that were found to meet it."""
        ...

    def erase(self, article_ids: Collection[str]) -> None:
        """Destroy the keys of these articles, end their jobs, and remove errors that quote them."""
        ...


class Affiliations(Protocol):
    """What earlier articles told of whom persons speak for."""

    def known(self, surnames: Iterable[str], *, on: str, article_id: str) -> list[Affiliation]:
        """The latest affiliation, as of the ISO day `on`, of each person with one of `surnames`, the article's own
        left out."""
        ...


class UnitOfWork(Protocol):
    """One transaction. Leaving the block without `commit()` rolls back."""

    @property
    def log(self) -> EventLog: ...

    @property
    def jobs(self) -> Jobs: ...

    @property
    def candidates(self) -> Candidates: ...

    @property
    def erasure(self) -> Erasure: ...

    @property
    def affiliations(self) -> Affiliations: ...

    def __enter__(self) -> UnitOfWork: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None: ...

    def commit(self) -> None: ...


class StartUnitOfWork(Protocol):
    """Opens a transaction."""

    def __call__(self) -> AbstractContextManager[UnitOfWork]: ...


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

    def party_names(self, name: str) -> str:
        """The canonical name of the party that `name` (any case, unambiguous prefix) means. Raises `NotFound`."""
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
