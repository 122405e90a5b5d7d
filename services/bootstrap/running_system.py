"""One running system: use cases with all that they need."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib import import_module
from typing import cast

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from db.jobs import Terms
from db.leadership import WAKE_CHANNEL
from db.outage import translated
from db.queries.queries import SqlQueries
from db.sizes import Size, sizes
from db.unit_of_work import SqlUnitOfWork
from services.bootstrap.broker import Check, broker
from services.bootstrap.clock import now
from services.bootstrap.connection import PRODUCER, connected
from services.bootstrap.model_choice import Models
from services.domain.article import Article
from services.domain.contradiction import Judgement
from services.settings import Settings
from services.usecases.organise_matters import Analyst, merge_matters, rename_matter, split_matter
from services.usecases.record_verdict import record_verdict
from services.usecases.retry_failed import retry_failed
from services.usecases.submit_articles import Submission, submit_articles
from services.usecases.withdraw_articles import withdraw_articles

WAKE_S = 0.02
"""A relay that was called a moment ago is at work, and looks again by itself."""
log = logging.getLogger("counterclaim")


@dataclass
class System:
    """One running system, as terminal, API and workers use it."""

    settings: Settings
    engine: Engine
    queries: SqlQueries = field(init=False)
    _woken: float = field(init=False, default=-1.0)

    def __post_init__(self) -> None:
        self.queries = SqlQueries(self.engine)

    @cached_property
    def models(self) -> Models:
        """Extractor and judge from where the settings say, loaded once a process."""
        module, _, name = self.settings.models.partition(":")
        return cast(Callable[[], Models], getattr(import_module(module), name))()

    @property
    def terms(self) -> Terms:
        """How often and for how long jobs are tried."""
        s = self.settings
        return Terms(s.job_attempts, s.lease_seconds, s.retry_seconds)

    def start_uow(self, *, atomic: bool = True) -> SqlUnitOfWork:
        """A new unit of work; without `atomic` each statement is a transaction of its own."""
        return SqlUnitOfWork(self.engine, self.terms, atomic=atomic)

    def submit(self, articles: Sequence[Article], *, correlation_id: str | None = None) -> list[Submission]:
        """Queue `articles`; the outcome of each, in order."""
        outcomes = submit_articles(
            articles, start=partial(self.start_uow, atomic=False), clock=now, producer=PRODUCER,
            correlation_id=correlation_id,
        )
        self.wake()
        return outcomes

    def record_verdict(
        self, finding_id: str, judgement: Judgement, *, note: str | None = None, analyst: str | None = None,
        correlation_id: str | None = None,
    ) -> int:
        """Record a verdict; the position it got. Raises `NotFound` or `Ambiguous`."""
        position = record_verdict(
            finding_id, judgement, note=note, analyst=analyst, start=self.start_uow, queries=self.queries, clock=now,
            correlation_id=correlation_id,
        )
        self.wake()
        return position

    def merge_matters(self, matter_id: str, into: str, by: Analyst) -> int:
        """Put all claims of one matter into another; the position of the event. Raises `NotFound`, `Ambiguous` or
        `InvalidInput`."""
        position = merge_matters(
            matter_id, into, by, start=self.start_uow, queries=self.queries, clock=now
        )
        self.wake()
        return position

    def split_matter(self, matter_id: str, claims: Sequence[str], title: str, by: Analyst) -> tuple[int, str]:
        """Put these claims of a matter into a new one; the position of the event and the new id. Raises as above."""
        made = split_matter(
            matter_id, claims, title, by, start=self.start_uow, queries=self.queries, clock=now
        )
        self.wake()
        return made

    def rename_matter(self, matter_id: str, title: str, by: Analyst) -> int:
        """Call a matter by another title; the position of the event. Raises as above."""
        position = rename_matter(
            matter_id, title, by, start=self.start_uow, queries=self.queries, clock=now
        )
        self.wake()
        return position

    def withdraw(
        self, articles: Sequence[str], reason: str, *, by: str | None = None, correlation_id: str | None = None
    ) -> list[str]:
        """Withdraw articles for good; the ids of those that were not withdrawn before. Raises `NotFound` or
        `Ambiguous`."""
        ids = withdraw_articles(
            articles, reason, by, start=self.start_uow, queries=self.queries, clock=now, correlation_id=correlation_id
        )
        self.wake()
        return ids

    def rotate_keys(self) -> int:
        """Wrap every article's key by the current master key; how many were not. Safe while the system runs."""
        from db.article_keys import rewrap

        total = 0
        while True:
            with self.engine.begin() as connection:
                count = rewrap(connection)
            if count == 0:
                return total
            total += count

    def retry_failed(self, job_ids: Sequence[str] | None = None) -> int:
        """Queue failed jobs again (None: all); how many."""
        count = retry_failed(job_ids, start=self.start_uow)
        self.wake()
        return count

    def wake(self) -> None:
        """Call the relay. What it is called for is stored already, and it looks by itself: a call that fails is no
        error, and must not make the caller believe that nothing was stored. Calls in quick succession are one."""
        if time.monotonic() - self._woken < WAKE_S:
            return
        self._woken = time.monotonic()
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text(f"SELECT pg_notify('{WAKE_CHANNEL}', '')"))
        except SQLAlchemyError as error:
            log.warning("the relay could not be woken (%s); it will look by itself", type(error).__name__)

    def check(self) -> list[str]:
        """What differs between the live projections and the log folded anew, in words; empty if nothing."""
        from db.projections.rebuild import differences

        told: list[str] = []
        with translated():
            counts = differences(self.engine, tell=told.append)
        return [*(f"{name}: {count} differ" for name, count in counts.items()), *told]

    def sizes(self) -> list[Size]:
        """How much room each table takes, the largest first."""
        with translated(), self.engine.connect() as connection:
            return sizes(connection)

    def rebuild(self) -> int:
        """Build the projections anew and swap them in; the position of the log up to which they tell."""
        from db.projections.rebuild import rebuild

        with translated():
            return rebuild(self.engine)

    def doctor(self) -> Iterator[Check]:
        """Name, whether it is well, and a note, for broker and database and all that works on it."""
        from db.health import checks

        yield broker(self.settings.redis_url)
        yield from checks(self.engine)

    def close(self) -> None:
        """Give connections back to the server."""
        self.engine.dispose()


def system(settings: Settings, *, name: str = PRODUCER) -> System:
    """The system that `settings` name. Raises `ServiceUnavailable` where they name no database."""
    return System(settings, connected(settings, name=name))
