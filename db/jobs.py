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
_RENEW = text("""
    UPDATE jobs SET lease_until = clock_timestamp() + make_interval(secs => :lease_s)
    WHERE id = CAST(:id AS uuid) AND attempts = :attempt AND updated_at = :taken_at AND state = 'running'
""")
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
_GIVE_BACK = text("""
    UPDATE jobs SET state = 'pending', attempts = attempts - 1, error = :error, lease_until = NULL, rung_at = NULL,
      updated_at = clock_timestamp(), due_at = clock_timestamp() + make_interval(secs => :wait_s * (0.5 + random()))
    WHERE id = CAST(:id AS uuid) AND attempts = :attempt AND updated_at = :taken_at AND state = 'running'
      AND queued_at > clock_timestamp() - interval '1 day'
""")
_RETRY = text("""
    UPDATE jobs SET state = 'pending', attempts = 0, rung_at = NULL, due_at = clock_timestamp(),
      updated_at = clock_timestamp()
    WHERE state = 'failed' AND consumer <> 'project' AND (:every OR CAST(id AS text) = ANY (:ids))
""")


def fence(lease: Lease) -> dict[str, Any]:
    """What the statements of this room know a lease by."""
    return {"id": lease.job_id, "attempt": lease.attempt, "taken_at": lease.taken_at}


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

    def renew(self, lease: Lease) -> bool:
        """A sign of life: the lease runs anew from now. False where it was lost."""
        return self._touch(_RENEW, lease, lease_s=self._terms.lease_s)

    def finish(self, lease: Lease) -> None:
        """Mark done in this transaction. Raises `ConcurrencyConflict` where the lease was lost."""
        if not self._touch(_FINISH, lease):
            raise lost(lease)

    def fail(self, lease: Lease, error: str, *, final: bool = False) -> None:
        """Record the error; the job is tried again later, or fails where it is `final` or attempts are spent."""
        values = {"error": error[:4000].replace("\x00", ""), "final": final}
        self._touch(_FAIL, lease, cap=self._terms.attempts, retry_s=self._terms.retry_s, **values)

    def give_back(self, lease: Lease, why: str, *, wait_s: float = 0.0) -> bool:
        """Put the job back without counting the attempt: the worker stops, or the database was away. False where the
        lease was lost, or the job has been about for a day: then it fails as others do."""
        return self._touch(_GIVE_BACK, lease, error=why, wait_s=wait_s)

    def retry(self, ids: Sequence[str] | None = None) -> int:
        """Put failed jobs (None: all) back in the queue with all their attempts; how many."""
        return self._connection.execute(_RETRY, {"every": ids is None, "ids": list(ids or ())}).rowcount

    def _touch(self, statement: object, lease: Lease, **values: object) -> bool:
        return self._connection.execute(statement, {**fence(lease), **values}).rowcount == 1  # type: ignore[call-overload,no-any-return]
