"""A small system in memory for tests of the API: a dispute over a dam, with hostile words in one article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from services.api.ports import KeptAnswer
from services.domain.article import Article
from services.domain.contradiction import Judgement
from services.domain.errors import Ambiguous, InvalidInput, NotFound, ServiceUnavailable
from services.domain.events import (
    ArticleSubmitted,
    ArticleWithdrawn,
    Event,
    MatterRenamed,
    MattersMerged,
    MatterSplit,
    RecordedEvent,
    VerdictRecorded,
)
from services.domain.identity import derived_id
from services.reports import shapes
from services.usecases.organise_matters import Analyst
from services.usecases.submit_articles import Submission

T = TypeVar("T")
DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def page(items: Sequence[T], limit: int, cursor: str | None) -> shapes.Page[T]:
    """The page behind `cursor`, which is the number of items before it."""
    if cursor is not None and not cursor.isdigit():
        raise InvalidInput("the cursor is not one that this list gave out; begin without one", field="cursor")
    start = int(cursor or 0)
    more = len(items) > start + limit
    return shapes.Page(tuple(items[start:start + limit]), str(start + limit) if more else None)


class FakeSystem:
    """Implements `Queries` and `System` over plain lists. `down` makes every question fail; `lag` is by how many
    events the read side says that it is behind."""

    def __init__(self) -> None:
        self.rows: list[shapes.ArticleRow] = []
        self.texts: dict[str, str] = {}
        self.claim_rows: list[shapes.ClaimRow] = []
        self.finding_rows: list[shapes.FindingRow] = []
        self.jobs: list[shapes.JobRow] = []
        self.log: list[RecordedEvent] = []
        self.submitted: list[Article] = []
        self.down = False
        self.lag = 1

    @property
    def queries(self) -> FakeSystem:
        if self.down:
            raise ServiceUnavailable("the database can't be reached, or took too long; try again")
        return self

    def append(self, stream: str, event: Event, correlation_id: str = "c") -> int:
        """Record an event."""
        position = len(self.log) + 1
        version = 1 + sum(known.stream == stream for known in self.log)
        self.log.append(RecordedEvent(
            derived_id("event", (position,)), stream, version, position, type(event).__name__, 1, event, correlation_id,
            None, "test", DAY + timedelta(minutes=position),
        ))
        return position

    def submit(self, articles: Sequence[Article], *, correlation_id: str | None = None) -> list[Submission]:
        outcomes = []
        for article in articles:
            new = all(row.id != article.id for row in self.rows)
            outcomes.append(Submission(article.id, new))
            if new:
                self.submitted.append(article)
                self.rows.append(replace(article_row(article.id, article.title, status="queued"), url=article.url))
                self.texts[article.id] = article.text
                self.append(article.id, ArticleSubmitted(article), correlation_id or "none")
        return outcomes

    def record_verdict(
        self, finding_id: str, judgement: Judgement, *, note: str | None, analyst: str | None,
        correlation_id: str | None = None,
    ) -> int:
        row = self.finding(finding_id)
        verdict = shapes.VerdictRow(judgement, note, analyst, DAY)
        changed = replace(row, verdict=judgement, verdicts=(*row.verdicts, verdict))
        self.finding_rows[self.finding_rows.index(row)] = changed
        return self.append(row.id, VerdictRecorded(row.id, judgement, note, analyst), correlation_id or "none")

    def merge_matters(self, matter_id: str, into: str, by: Analyst) -> int:
        gone, kept = self.matter(matter_id), self.matter(into)
        self.finding_rows = [
            replace(row, matter_id=kept.id, matter=kept.title) if row.matter_id == gone.id else row
            for row in self.finding_rows
        ]
        return self.append(gone.id, MattersMerged(gone.id, kept.id, by.note, by.name))

    def split_matter(self, matter_id: str, claims: Sequence[str], title: str, by: Analyst) -> tuple[int, str]:
        row = next(row for row in self.finding_rows if row.matter_id == matter_id and row.a.id in claims)
        new = derived_id("matter", (title,))
        self.finding_rows[self.finding_rows.index(row)] = replace(row, matter_id=new, matter=title)
        return self.append(matter_id, MatterSplit(matter_id, new, tuple(claims), title, by.note, by.name)), new

    def rename_matter(self, matter_id: str, title: str, by: Analyst) -> int:
        number = self.matter(matter_id).id
        self.finding_rows = [
            replace(row, matter=title) if row.matter_id == number else row for row in self.finding_rows
        ]
        return self.append(number, MatterRenamed(number, title, by.note, by.name))

    def retry_failed(self, job_ids: Sequence[str] | None) -> int:
        chosen = [job for job in self.jobs if job.state == "failed" and (job_ids is None or job.id in job_ids)]
        for job in chosen:
            self.jobs[self.jobs.index(job)] = replace(job, state="pending", error=None, attempts=0)
        return len(chosen)

    def position_at(self, moment: datetime) -> int:
        return max((event.position for event in self.log if event.recorded_at <= moment), default=0)

    def article(self, article_id: str) -> shapes.ArticleRow:
        return self._one(self.rows, article_id, "article")

    def find_article(self, reference: str) -> str | None:
        found = [row.id for row in self.rows if reference in (row.id, row.url)]
        return found[-1] if found else None

    def article_text(self, article_id: str) -> str:
        return self.texts[self.article(article_id).id]

    def copies_of(self, article_id: str) -> tuple[shapes.ArticleRow, ...]:
        return ()

    def withdraw(
        self, articles: Sequence[str], reason: str, *, by: str | None = None, correlation_id: str | None = None
    ) -> list[str]:
        rows = [row for row in map(self.article, articles) if row.withdrawn_at is None]
        for row in rows:
            changed = replace(
                row, title=None, url=None, status="withdrawn", withdrawn_at=DAY, withdrawn_reason=reason,
                withdrawn_by=by,
            )
            self.rows[self.rows.index(row)] = changed
            self.texts[row.id] = ""
            self.claim_rows = [claim for claim in self.claim_rows if claim.article_id != row.id]
            self.append(row.id, ArticleWithdrawn(row.id, reason, by), correlation_id or "none")
        return [row.id for row in rows]

    def articles(
        self, *, status: str | None = None, limit: int = 50, cursor: str | None = None
    ) -> shapes.Page[shapes.ArticleRow]:
        return page([row for row in self.rows if status in (None, row.status)], limit, cursor)

    def claim(self, claim_id: str) -> shapes.ClaimRow:
        return self._one(self.claim_rows, claim_id, "claim")

    def claims(
        self, *, article: str | None = None, party: str | None = None, speaker: str | None = None,
        matter: str | None = None, as_of: int | None = None, limit: int = 50, cursor: str | None = None,
    ) -> shapes.Page[shapes.ClaimRow]:
        found = [
            claim for claim in self.claim_rows
            if article in (None, claim.article_id) and party in (None, claim.party) and speaker in (None, claim.speaker)
            and (as_of is None or claim.position <= as_of)
        ]
        return page(found, limit, cursor)

    def finding(self, finding_id: str) -> shapes.FindingRow:
        return self._one(self.finding_rows, finding_id, "contradiction")

    def findings(
        self, *, relation: str | None = "contradiction", parties: Sequence[str] = (), kind: str | None = None,
        matter: str | None = None, article: str | None = None, as_of: int | None = None, limit: int = 50,
        cursor: str | None = None,
    ) -> shapes.Page[shapes.FindingRow]:
        found = [
            row for row in self.finding_rows
            if relation in (None, row.relation) and set(parties) <= {row.a.party, row.b.party}
            and kind in (None, row.kind) and matter in (None, row.matter_id)
            and article in (None, row.a.article_id, row.b.article_id) and (as_of is None or row.position <= as_of)
        ]
        return page(found, limit, cursor)

    def parties(
        self, *, as_of: int | None = None, limit: int = 100, cursor: str | None = None
    ) -> shapes.Page[shapes.PartyRow]:
        names = sorted({claim.party for claim in self.claim_rows if claim.party})
        rows = [shapes.PartyRow(name, "state", ("A Speaker",), 2, 1, 1) for name in names]
        return page(rows, limit, cursor)

    def party_names(self, name: str, *, as_of: int | None = None) -> str:
        held = [c for c in self.claim_rows if (not c.superseded if as_of is None else c.position <= as_of)]
        names = sorted({claim.party for claim in held if claim.party})
        found = [known for known in names if known.casefold().startswith(name.casefold())]
        if len(found) == 1:
            return found[0]
        raise Ambiguous(f"{name!r} fits {found}") if found else NotFound(f"no party is called {name!r}")

    def speakers(
        self, *, party: str | None = None, limit: int = 100, cursor: str | None = None
    ) -> shapes.Page[shapes.SpeakerRow]:
        claims = [claim for claim in self.claim_rows if claim.speaker and party in (None, claim.party)]
        rows = {
            c.speaker: shapes.SpeakerRow(c.speaker or "", c.speaker_kind, (c.party or "",), ("his party",), 1)
            for c in claims
        }
        return page(list(rows.values()), limit, cursor)

    def matters(
        self, *, as_of: int | None = None, limit: int = 50, cursor: str | None = None
    ) -> shapes.Page[shapes.MatterRow]:
        titles = {row.matter_id: row.matter for row in self.finding_rows}
        rows = [
            shapes.MatterRow(i, title, ("Tamaria", "Ostrava Union"), 4, 2, 1, "2026-03-01", "2026-03-02")
            for i, title in titles.items()
        ]
        return page(rows, limit, cursor)

    def matter(self, matter_id: str) -> shapes.MatterRow:
        return self._one(list(self.matters().items), matter_id, "matter")

    def report(
        self, *, parties: Sequence[str] = (), kind: str | None = None, matter: str | None = None,
        as_of: int | None = None, limit: int = 500,
    ) -> shapes.Report:
        found = [
            row for row in self.findings(
                relation=None, parties=parties, kind=kind, matter=matter, as_of=as_of, limit=500
            ).items if row.verdict is not Judgement.REJECTED
        ]
        own = [row for row in found if row.a.party == row.b.party]
        contradictions = [row for row in found if row.kind and row not in own]
        agreements = [row for row in found if not row.kind]
        pairs: dict[tuple[str, str], shapes.PairCell] = {}
        for row in [*contradictions, *agreements]:
            a, b = sorted((row.a.party or "", row.b.party or ""))
            cell = pairs.get((a, b), shapes.PairCell(a, b, 0, 0, {}))
            counted = {**cell.kinds, row.kind.value: cell.kinds.get(row.kind.value, 0) + 1} if row.kind else cell.kinds
            pairs[a, b] = replace(
                cell, contradictions=cell.contradictions + bool(row.kind),
                agreements=cell.agreements + (not row.kind), kinds=counted,
            )
        return shapes.Report(
            len(self.log) if as_of is None else as_of, DAY, tuple(sorted({name for pair in pairs for name in pair})),
            {"kind": kind} if kind else {}, tuple(pairs.values()), tuple(contradictions[:limit]),
            tuple(agreements[:limit]), tuple(own[:limit]), len(self.rows), len(self.claim_rows),
        )

    def events(
        self, *, after: int = 0, stream: str | None = None, type: str | None = None, limit: int = 100
    ) -> list[RecordedEvent]:
        found = [e for e in self.log if e.position > after and stream in (None, e.stream) and type in (None, e.type)]
        return found[:limit]

    def event(self, event_id: str) -> RecordedEvent:
        return self._one(self.log, event_id, "event")

    def throughput(self) -> shapes.Throughput:
        queues = (
            shapes.QueueDepth("extract", 3, 1, 1, 40, 12.5, 22, 0.41),
            shapes.QueueDepth("cross_reference", 0, 0, 0, 39, None, 21, 0.08),
        )
        workers = (shapes.WorkerRow("worker@host", 4711, DAY, DAY + timedelta(minutes=5), 79, 612.4),)
        return shapes.Throughput(
            DAY + timedelta(minutes=5), queues, workers, len(self.log), max(0, len(self.log) - self.lag),
            len(self.rows), 2, 1,
        )

    def failed(self, *, limit: int = 50, cursor: str | None = None) -> shapes.Page[shapes.JobRow]:
        return page([job for job in self.jobs if job.state == "failed"], limit, cursor)

    def job(self, job_id: str) -> shapes.JobRow:
        return self._one(self.jobs, job_id, "job")

    @staticmethod
    def _one(rows: Sequence[T], prefix: str, what: str) -> T:
        identity: Callable[[T], str] = lambda row: row.id  # type: ignore[attr-defined]  # noqa: E731
        found = [row for row in rows if identity(row) == prefix]
        found = found or [row for row in rows if len(prefix) >= 6 and identity(row).startswith(prefix)]
        if len(found) == 1:
            return found[0]
        if found:
            raise Ambiguous(f"{prefix} fits {len(found)} of them; give more of the id")
        raise NotFound(f"there is no {what} {prefix}")


class FakeAnswers:
    """Keeps answers in a dict."""

    def __init__(self) -> None:
        self.kept: dict[str, KeptAnswer] = {}

    def find(self, key: str) -> KeptAnswer | None:
        return self.kept.get(key)

    def keep(self, key: str, answer: KeptAnswer) -> KeptAnswer:
        return self.kept.setdefault(key, answer)


def article_row(article_id: str, title: str | None, *, status: str = "processed") -> shapes.ArticleRow:
    """A row of the list of articles."""
    return shapes.ArticleRow(
        article_id, title, "Northern News Wire", "https://news.example/dam", "en", DAY, DAY, status, 0, 0, None, None
    )
