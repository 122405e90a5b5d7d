"""Jobs: leased to workers, fenced, tried again with backoff, failed in the end. Times are the database's.

The fence is the attempt and the moment it was taken at. The attempt alone would not do: a retry by hand counts attempts
anew, and a worker from before might then hold a number that is given out again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from services.domain.errors import ConcurrencyConflict
from services.usecases.ports import Lease


@dataclass(frozen=True, slots=True)
class Terms:
    """How often a job is tried, for how long it is leased before a sign of life is due, how long it first waits."""

    attempts: int = 4
    lease_s: float = 20.0
    retry_s: float = 2.0


TAKE = """
    UPDATE jobs SET state = 'running', attempts = attempts + 1, updated_at = clock_timestamp(),
      lease_until = clock_timestamp() + make_interval(secs => :lease_s)
    WHERE id = CAST(:id AS uuid) AND attempts < :cap
      AND (state = 'pending' AND due_at <= clock_timestamp() OR state = 'running' AND lease_until < clock_timestamp())
"""
_TAKE = text(f"{TAKE} RETURNING CAST(id AS text), consumer, CAST(event_id AS text), attempts, updated_at")
TAKE_TOGETHER = """
    moment AS MATERIALIZED (
      SELECT clock_timestamp() AS at
    ), free AS (
      SELECT id FROM jobs
      WHERE id = ANY (CAST(:ids AS uuid[])) AND state = 'pending' AND attempts = 0 AND error IS NULL
        AND due_at <= clock_timestamp()
      ORDER BY id FOR UPDATE
    ), taken AS (
      UPDATE jobs SET state = 'running', attempts = 1, updated_at = moment.at,
        lease_until = moment.at + make_interval(secs => :lease_s)
      FROM free, moment WHERE jobs.id = free.id
      RETURNING jobs.id, consumer, event_id, attempts, updated_at, position, article_id
    )
"""
"""Jobs taken together share the moment, by which `db.dispatch.sweep` knows that the death of their worker is the fault
of one of them at most. So only those are taken together that nothing has happened to yet."""
_HELD = """
    FROM unnest(CAST(:ids AS uuid[]), CAST(:attempts AS integer[]), CAST(:taken AS timestamptz[]),
      CAST(:seconds AS float[])) AS held (id, attempt, taken_at, seconds)
    WHERE jobs.id = held.id AND jobs.attempts = held.attempt AND jobs.updated_at = held.taken_at
      AND jobs.state = 'running'
"""
_RENEW = text(f"""
    UPDATE jobs SET lease_until = clock_timestamp() + make_interval(secs => :lease_s) {_HELD}
""")  # noqa: S608
_FINISH_TOGETHER = text(f"""
    UPDATE jobs SET state = 'done', error = NULL, lease_until = NULL, updated_at = clock_timestamp(),
      seconds = held.seconds {_HELD}
    RETURNING CAST(jobs.id AS text)
""")  # noqa: S608
FINISH = """
    UPDATE jobs SET state = 'done', error = NULL, lease_until = NULL, updated_at = clock_timestamp(),
      seconds = EXTRACT(epoch FROM clock_timestamp() - updated_at)
    WHERE id = CAST(:id AS uuid) AND attempts = :attempt AND updated_at = :taken_at AND state = 'running'
"""
_FINISH = text(FINISH)
_FAIL = text("""
    UPDATE jobs SET error = :error, lease_until = NULL, rung_at = NULL, updated_at = clock_timestamp(),
      state = CASE WHEN :final OR attempts >= :cap THEN 'failed' ELSE 'pending' END,
      due_at = clock_timestamp()
        + make_interval(secs => least(600, :retry_s * power(2, attempts - 1)) * (0.5 + random()))
    WHERE id = CAST(:id AS uuid) AND attempts = :attempt AND updated_at = :taken_at AND state = 'running'
""")
_GIVE_BACK = text(f"""
    UPDATE jobs SET state = 'pending', attempts = attempts - 1, error = :error, lease_until = NULL, rung_at = NULL,
      updated_at = clock_timestamp(), due_at = clock_timestamp() + make_interval(secs => :wait_s * (0.5 + random()))
    {_HELD} AND queued_at > clock_timestamp() - interval '1 day'
    RETURNING CAST(jobs.id AS text)
""")  # noqa: S608
_RETRY = text("""
    UPDATE jobs SET state = 'pending', attempts = 0, rung_at = NULL, due_at = clock_timestamp(),
      updated_at = clock_timestamp()
    WHERE state = 'failed' AND consumer <> 'project' AND (:every OR CAST(id AS text) = ANY (:ids))
""")


def fence(lease: Lease) -> dict[str, Any]:
    """What the statements of this room know a lease by."""
    return {"id": lease.job_id, "attempt": lease.attempt, "taken_at": lease.taken_at}


def _held(leases: Sequence[Lease], seconds: Sequence[float] = ()) -> dict[str, Any]:
    """Leases for one statement, in one order of ids, so that two that lock the same jobs never wait for each other."""
    known = sorted(zip(leases, [*seconds] or [0.0] * len(leases), strict=True), key=lambda one: one[0].job_id)
    return {
        "ids": [lease.job_id for lease, _ in known], "attempts": [lease.attempt for lease, _ in known],
        "taken": [lease.taken_at for lease, _ in known], "seconds": [spent for _, spent in known],
    }


def lost(lease: Lease) -> ConcurrencyConflict:
    """The error of a worker that comes too late."""
    return ConcurrencyConflict(f"job {lease.job_id} went to another worker; its result counts, not this one")


class SqlJobs:
    """Implements `services.usecases.ports.Jobs` within the transaction of `connection`."""

    def __init__(self, connection: Connection, terms: Terms) -> None:
        self._connection, self._terms = connection, terms

    def take(self, job_id: str) -> Lease | None:
        """Lease the job to this worker, or None: see the port."""
        values = {"id": job_id, "cap": self._terms.attempts, "lease_s": self._terms.lease_s}
        row = self._connection.execute(_TAKE, values).one_or_none()
        return None if row is None else Lease(*row)

    def renew(self, leases: Sequence[Lease]) -> int:
        """A sign of life: the leases run anew from now. How many were not lost."""
        return self._connection.execute(_RENEW, {**_held(leases), "lease_s": self._terms.lease_s}).rowcount

    def finish(self, lease: Lease) -> None:
        """Mark done in this transaction. Raises `ConcurrencyConflict` where the lease was lost."""
        if not self._touch(_FINISH, lease):
            raise lost(lease)

    def finish_together(self, leases: Sequence[Lease], seconds: Sequence[float]) -> set[str]:
        """Mark done in this transaction those whose leases hold, after so many seconds of work; the ids of these."""
        return set(self._connection.execute(_FINISH_TOGETHER, _held(leases, seconds)).scalars())

    def fail(self, lease: Lease, error: str, *, final: bool = False) -> None:
        """Record the error; the job is tried again later, or fails where it is `final` or attempts are spent."""
        values = {"error": error[:4000].replace("\x00", ""), "final": final}
        self._touch(_FAIL, lease, cap=self._terms.attempts, retry_s=self._terms.retry_s, **values)

    def give_back(self, leases: Sequence[Lease], why: str | None, *, wait_s: float = 0.0) -> set[str]:
        """Put jobs back without counting the attempt: the worker stops, or the database was away. Gives the ids of
        those that went back; not of those whose lease was lost, or that have been about for a day: these fail as others
        do. One with a reason `why` is not taken together with others again."""
        values = {**_held(leases), "error": why, "wait_s": wait_s}
        return set(self._connection.execute(_GIVE_BACK, values).scalars())

    def retry(self, ids: Sequence[str] | None = None) -> int:
        """Put failed jobs (None: all) back in the queue with all their attempts; how many."""
        return self._connection.execute(_RETRY, {"every": ids is None, "ids": list(ids or ())}).rowcount

    def _touch(self, statement: object, lease: Lease, **values: object) -> bool:
        return self._connection.execute(statement, {**fence(lease), **values}).rowcount == 1  # type: ignore[call-overload,no-any-return]
