"""The base of all tasks: lease, work, append and finish in one transaction, failure, counting, log context."""

from __future__ import annotations

import logging
import time
import traceback

from celery import Task
from sqlalchemy.exc import SQLAlchemyError

from services.domain.codec import UnknownEvent
from services.domain.errors import CounterclaimError, InvalidInput, ServiceUnavailable
from services.domain.events import NewEvent, RecordedEvent
from services.usecases.ports import Lease
from workers.lifecycle import pulse
from workers.system import system

log = logging.getLogger("counterclaim.worker")
HOPELESS = (InvalidInput, UnknownEvent)
"""Errors that another try can't mend."""


class JobTask(Task):  # type: ignore[misc]
    """Takes the id of a job. A second delivery of it finds the job taken or done, and does nothing.

    The task's body gets the event that the job is about and gives back the event that follows on it.
    """

    abstract = True

    def __call__(self, job_id: str) -> None:
        """Do the job, if it is still to be done."""
        try:
            lease = _take(job_id)
        except (SQLAlchemyError, ServiceUnavailable):
            log.exception("job %s could not be taken; the relay will ring for it again", job_id)
            return
        if lease is None:
            log.info("job %s was taken or done already", job_id)
            return
        started = time.monotonic()
        beating = pulse()
        beating.lease = lease
        try:
            cause = _cause(lease)
            _finish(lease, self.run(cause))
        except Exception as error:
            _fail(lease, error)
        else:
            beating.done += 1
            spent = time.monotonic() - started
            log.info("%s of %s done in %.2f s [%s]", lease.consumer, cause.stream, spent, cause.correlation_id)
        finally:
            beating.lease = None


def _take(job_id: str) -> Lease | None:
    with system().start_uow() as work:
        lease = work.jobs.take(job_id)
        work.commit()
    return lease


def _cause(lease: Lease) -> RecordedEvent:
    with system().start_uow() as work:
        return work.log.event(lease.event_id)


def _finish(lease: Lease, event: NewEvent) -> None:
    with system().start_uow() as work:
        work.jobs.finish(lease)
        work.log.append([event])
        work.commit()
    system().wake()


def _fail(lease: Lease, error: Exception) -> None:
    log.warning("%s, attempt %d: %s", lease.consumer, lease.attempt, error, exc_info=error)
    where = "".join(traceback.format_exception(error)[-3:])
    said = error.message if isinstance(error, CounterclaimError) else f"{where.strip()}"
    try:
        with system().start_uow() as work:
            work.jobs.fail(lease, said, final=isinstance(error, HOPELESS))
            work.commit()
    except (SQLAlchemyError, ServiceUnavailable):
        log.exception("job %s: its failure could not be noted; its lease will run out", lease.job_id)
