"""One transaction: the only place that commits."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

from sqlalchemy import Connection, Engine

from db.affiliations import SqlAffiliations
from db.candidates import SqlCandidates
from db.erasure import SqlErasure
from db.event_log import SqlEventLog
from db.jobs import SqlJobs, Terms
from db.outage import translated, unavailable
from db.taking import Taken, take
from services.domain.events import NewEvent
from services.usecases.ports import Affiliations, Answer, Candidates, Erasure, EventLog, Lease


class SqlUnitOfWork:
    """Implements `services.usecases.ports.UnitOfWork`. Raises `ServiceUnavailable` where the database is away, at
    whatever point of the block."""

    log: EventLog
    jobs: SqlJobs
    candidates: Candidates
    erasure: Erasure
    affiliations: Affiliations

    def __init__(self, engine: Engine, terms: Terms | None = None, *, atomic: bool = True) -> None:
        """Without `atomic` each statement is a transaction of its own, at once durable: for one alone, or to read."""
        self._engine, self._terms, self._atomic = engine, terms or Terms(), atomic
        self._connection: Connection | None = None

    @property
    def connection(self) -> Connection:
        """The open transaction's connection, for the tables of the worker room."""
        if self._connection is None:
            raise RuntimeError("enter the unit of work before using it")
        return self._connection

    def __enter__(self) -> SqlUnitOfWork:
        with translated():
            self._connection = self._engine.connect()
            if not self._atomic:
                self._connection.execution_options(isolation_level="AUTOCOMMIT")
        self.log = SqlEventLog(self._connection)
        self.jobs = SqlJobs(self._connection, self._terms)
        self.candidates = SqlCandidates(self._connection)
        self.erasure = SqlErasure(self._connection)
        self.affiliations = SqlAffiliations(self._connection)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if (said := unavailable(error)) and said is not error:
            raise said from error

    def take(self, job_ids: Sequence[str]) -> list[Taken]:
        """Lease jobs and read their events by one statement; for a unit of work that is not atomic."""
        return take(self.connection, self._terms, job_ids)

    def finish(self, lease: Lease, events: Sequence[NewEvent]) -> None:
        """Append `events` and mark the job done by one statement. Raises `ConcurrencyConflict` for a lost lease."""
        if events:
            SqlEventLog(self.connection).append(events, finishing=lease)
        else:
            self.jobs.finish(lease)

    def finish_together(self, answers: Sequence[Answer]) -> set[str]:
        """Mark the jobs of `answers` done and append their events, in this transaction; the ids of those done. The
        others' leases were lost, and nothing is appended for them."""
        done = self.jobs.finish_together([a.lease for a in answers], [a.seconds for a in answers])
        self.log.append([event for a in answers if a.lease.job_id in done for event in a.events])
        return done

    def commit(self) -> None:
        """Make everything done in this block durable."""
        self.connection.commit()
