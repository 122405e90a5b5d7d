"""The read side's shapes: what queries give back and what terminal, API and page show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from services.domain.claim import Places, Span
from services.domain.contradiction import Judgement, Kind, Relation, Signal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Items in order, and the cursor for the next page (None at the end)."""

    items: tuple[T, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article and how far it has come: `status` is queued, extracting, comparing, processed, failed or withdrawn.

    Of a withdrawn one title, address and text are gone; who withdrew it, when and why is kept.
    """

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    language: str
    published_at: datetime | None
    learned_at: datetime
    status: str
    claims: int
    findings: int
    syndicated_from: str | None
    corrected_by: str | None
    error: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_reason: str | None = None
    withdrawn_by: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with its three clocks and where it stands: offsets into the article's text, or its title if `in_title`;
    `submitted` gives them in what was submitted, where that is known."""

    id: str
    article_id: str
    article_title: str | None
    outlet: str | None
    speaker: str | None
    speaker_kind: str
    party: str | None
    party_kind: str | None
    source_text: str | None
    cue_text: str
    text: str
    sentence: str
    source: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    mode: str
    stance: str
    target: str | None
    chain: tuple[str, ...]
    said_at: str | None
    published_at: datetime | None
    learned_at: datetime
    position: int
    superseded: bool
    in_title: bool = False
    submitted: Places | None = None


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One verdict of a finding's history."""

    judgement: Judgement
    note: str | None
    analyst: str | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A contradiction or agreement with both claims. `copies_a` counts the other outlets that
    printed claim a's text: one voice all the same; an agreement that only one side asserts has that claim on both
    sides (`one_sided`); `verdict` is the latest, `verdicts` the history, oldest first."""

    id: str
    relation: Relation
    kind: Kind | None
    score: float
    summary: str
    signals: tuple[Signal, ...]
    judge: str
    matter_id: str
    matter: str
    a: ClaimRow
    b: ClaimRow
    copies_a: int
    copies_b: int
    found_at: datetime
    position: int
    verdict: Judgement | None
    verdicts: tuple[VerdictRow, ...] = ()

    @property
    def one_sided(self) -> bool:
        """Whether it is an agreement that one claim asserts and no claim of another party meets: `b` is `a` then."""
        return self.a.id == self.b.id


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party, its speakers and what it is involved in."""

    name: str
    kind: str | None
    speakers: tuple[str, ...]
    claims: int
    contradictions: int
    agreements: int


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker and the parties he or she spoke for, each with the words the link was read from."""

    name: str
    kind: str
    parties: tuple[str, ...]
    evidence: tuple[str, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A question at issue and the parties that meet on it."""

    id: str
    title: str
    parties: tuple[str, ...]
    claims: int
    contradictions: int
    agreements: int
    first_said: str | None
    last_said: str | None


@dataclass(frozen=True, slots=True)
class PairCell:
    """How two parties stand: the counts of one cell of the party matrix."""

    a: str
    b: str
    contradictions: int
    agreements: int
    kinds: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """Who contradicts whom, as of a position of the log."""

    as_of_position: int
    as_of_time: datetime | None
    parties: tuple[str, ...]
    filters: dict[str, str]
    matrix: tuple[PairCell, ...]
    contradictions: tuple[FindingRow, ...]
    agreements: tuple[FindingRow, ...]
    self_reversals: tuple[FindingRow, ...]
    articles: int
    claims: int


@dataclass(frozen=True, slots=True)
class JobRow:
    """One piece of work in the queue: `state` is pending, running, done or failed."""

    id: str
    consumer: str
    article_id: str
    article_title: str | None
    state: str
    attempts: int
    error: str | None
    queued_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class QueueDepth:
    """One consumer's queue: counts by state, age in seconds of the oldest pending job, jobs done in the last minute."""

    consumer: str
    pending: int
    running: int
    failed: int
    done: int
    oldest_pending_s: float | None
    done_last_minute: int
    mean_seconds: float | None


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """A worker process that reported in. `seen_at` is its last sign of life."""

    name: str
    pid: int
    started_at: datetime
    seen_at: datetime
    jobs_done: int
    memory_mb: float


@dataclass(frozen=True, slots=True)
class Throughput:
    """What the workers do now."""

    at: datetime
    queues: tuple[QueueDepth, ...]
    workers: tuple[WorkerRow, ...]
    log_position: int
    projected_position: int
    articles_total: int
    articles_processed: int
    articles_failed: int
