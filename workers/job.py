"""The base of all tasks: lease, work, append and finish in one transaction, failure, counting, log context."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Sequence

from celery import Task
from celery.exceptions import SoftTimeLimitExceeded
from sqlalchemy.exc import SQLAlchemyError

from db.taking import Taken
from services.domain.codec import UnknownEvent
from services.domain.errors import CounterclaimError, InvalidInput, ServiceUnavailable
from services.domain.events import NewEvent
from services.usecases.ports import Lease
from workers.app import app
from workers.lifecycle import pulse
from workers.system import system

log = logging.getLogger("counterclaim.worker")
HOPELESS = (InvalidInput, UnknownEvent)
"""Errors that another try can't mend."""
RETELL_S = 0.5
"""How often a worker tries to put back a job that an outage of the database interrupted; such a try is not counted."""


class JobTask(Task):  # type: ignore[misc]
    """Takes the id of a job. A second delivery of it finds the job taken or done, and does nothing.

    The task's body gets the event that the job is about and gives back the events that follow on it.
    """

    abstract = True

    def __call__(self, job_id: str) -> None:
        """Do the job, if it is still to be done."""
        try:
            taken = _take(job_id)
        except (SQLAlchemyError, ServiceUnavailable):
            log.exception("job %s could not be taken; the relay will ring for it again", job_id)
            return
        if taken is None:
            log.info("job %s was taken or done already", job_id)
            return
        lease, started = taken.lease, time.monotonic()
        beating = pulse()
        beating.lease = lease
        try:
            self._do(taken)
            beating.done += 1
        except SystemExit:
            # Both the shutdown and, before it kills, the hard time limit end a child this way.
            if time.monotonic() - started < app.conf.task_soft_time_limit:
                _put_back(lease, "the worker was stopped", wait_s=0.0, trying_s=0.0)
            else:
                _fail(lease, SoftTimeLimitExceeded())
            raise
        except ServiceUnavailable as error:
            log.warning("%s of job %s: %s; it goes back", lease.consumer, lease.job_id, error.message)
            s = system().settings
            if not _put_back(lease, error.message, wait_s=s.retry_seconds, trying_s=s.lease_seconds):
                _fail(lease, error)
        except Exception as error:
            _fail(lease, error)
        finally:
            beating.lease = None

    def _do(self, taken: Taken) -> None:
        lease, started = taken.lease, time.monotonic()
        cause = taken.cause()
        _finish(lease, [] if cause.withdrawn else self.run(cause))
        spent = time.monotonic() - started
        log.info("%s of %s done in %.2f s [%s]", lease.consumer, cause.stream, spent, cause.correlation_id)


def _take(job_id: str) -> Taken | None:
    with system().start_uow(atomic=False) as work:
        return work.take(job_id)


def _finish(lease: Lease, events: Sequence[NewEvent]) -> None:
    """Done; without events where the article was withdrawn meanwhile."""
    with system().start_uow(atomic=False) as work:
        work.finish(lease, events)
    system().wake()


def _put_back(lease: Lease, why: str, *, wait_s: float, trying_s: float) -> bool:
    """Whether the job went back; True also where the lease is lost, or will be, since nobody could be told in time."""
    limit = time.monotonic() + trying_s
    while True:
        try:
            with system().start_uow() as work:
                returned = work.jobs.give_back(lease, why, wait_s=wait_s)
                work.commit()
            return returned
        except (SQLAlchemyError, ServiceUnavailable) as error:
            if time.monotonic() > limit:
                log.warning("job %s could not be put back (%s); its lease will run out", lease.job_id, error)
                return True
        time.sleep(RETELL_S)


def _fail(lease: Lease, error: Exception) -> None:
    log.warning("%s, attempt %d: %s", lease.consumer, lease.attempt, error, exc_info=error)
    try:
        with system().start_uow() as work:
            work.jobs.fail(lease, _said(error), final=isinstance(error, HOPELESS))
            work.commit()
    except (SQLAlchemyError, ServiceUnavailable):
        log.exception("job %s: its failure could not be noted; its lease will run out", lease.job_id)


def _said(error: Exception) -> str:
    """What the failed list shows: what to do where that is known, else where in the program it happened."""
    if isinstance(error, SoftTimeLimitExceeded):
        return f"took longer than nine tenths of COUNTERCLAIM_JOB_SECONDS ({system().settings.job_seconds})"
    if isinstance(error, MemoryError):
        return f"needed more memory than COUNTERCLAIM_WORKER_MEMORY_MB ({system().settings.worker_memory_mb}) allows"
    if isinstance(error, CounterclaimError):
        return error.message
    return "".join(traceback.format_exception(error)[-3:]).strip()
