"""What becomes of jobs in hand: answers are stored, jobs put back, failures noted, each job by itself."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from celery.exceptions import SoftTimeLimitExceeded
from sqlalchemy.exc import SQLAlchemyError

from services.domain.codec import UnknownEvent
from services.domain.errors import CounterclaimError, InvalidInput, ServiceUnavailable
from services.usecases.ports import Answer, Lease
from workers.app import app
from workers.hand import Hand
from workers.system import system

log = logging.getLogger("counterclaim.worker")
HOPELESS = (InvalidInput, UnknownEvent)
"""Errors that another try can't mend."""
RETELL_S = 0.5
"""How often a worker tries to put back jobs that an outage of the database interrupted; such a try is not counted."""
STOPPED = "the worker was stopped"


def store(hand: Hand) -> None:
    """Append what the answers in hand say and mark their jobs done: several in one transaction, or, where that can't
    be, each by itself."""
    answers = hand.answers()
    if len(answers) > 1 and _stored_together(hand, answers):
        return
    for answer in answers:
        with noted(hand, answer.lease):
            with system().start_uow(atomic=False) as work:
                work.finish(answer.lease, answer.events)
            hand.settled(answer.lease, done=True)
    if answers:
        system().wake()


def let_go(hand: Hand) -> None:
    """Put back what is not begun and store what is answered: the job at work takes long, or the worker stops.

    In this order: once nothing is left to begin, no answer can come after the one at work but its own.
    """
    if rest := [taken.lease for taken in hand.rest()]:
        _put_back(hand, rest, None)
    store(hand)


@contextmanager
def noted(hand: Hand, lease: Lease) -> Iterator[None]:
    """Note how the block failed, if it did, as what happened to the job of `lease`."""
    try:
        yield
    except SystemExit:
        # Both the shutdown and, before it kills, the hard time limit end a child this way.
        if hand.seconds() < app.conf.task_soft_time_limit:
            _put_back(hand, [lease], STOPPED)
        else:
            _fail(hand, lease, SoftTimeLimitExceeded())
        raise
    except ServiceUnavailable as error:
        _put_back_later(hand, [lease], error)
    except Exception as error:
        _fail(hand, lease, error)


def _stored_together(hand: Hand, answers: Sequence[Answer]) -> bool:
    """Whether all is done that can be; else nothing is stored."""
    leases = [answer.lease for answer in answers]
    try:
        with system().start_uow() as work:
            done = work.finish_together(answers)
            work.commit()
    except SystemExit:
        _put_back(hand, leases, STOPPED)
        raise
    except ServiceUnavailable as error:
        _put_back_later(hand, leases, error)
        return True
    except Exception as error:
        log.warning("%d answers can't be stored together (%s); each goes by itself", len(answers), error)
        return False
    for lease in leases:
        if lease.job_id not in done:
            log.warning("job %s went to another worker; its result counts, not this one", lease.job_id)
        hand.settled(lease, done=lease.job_id in done)
    system().wake()
    return True


def _put_back_later(hand: Hand, leases: Sequence[Lease], error: ServiceUnavailable) -> None:
    """An outage: the jobs go back, to be tried again after a wait. Those that can't go back fail."""
    log.warning("%s: %d jobs go back", error.message, len(leases))
    settings = system().settings
    kept = _put_back(hand, leases, error.message, wait_s=settings.retry_seconds, trying_s=settings.lease_seconds)
    for lease in kept:
        _fail(hand, lease, error)


def _put_back(
    hand: Hand, leases: Sequence[Lease], why: str | None, *, wait_s: float = 0.0, trying_s: float = 0.0
) -> list[Lease]:
    """Those that did not go back; none where nobody could be told in time, since their leases will run out."""
    limit = time.monotonic() + trying_s
    while True:
        try:
            with system().start_uow() as work:
                returned = work.jobs.give_back(leases, why, wait_s=wait_s)
                work.commit()
            hand.settled(*leases)
            return [lease for lease in leases if lease.job_id not in returned]
        except (SQLAlchemyError, ServiceUnavailable) as error:
            if time.monotonic() > limit:
                log.warning("%d jobs could not be put back (%s); their leases will run out", len(leases), error)
                hand.settled(*leases)
                return []
        time.sleep(RETELL_S)


def _fail(hand: Hand, lease: Lease, error: Exception) -> None:
    log.warning("%s, attempt %d: %s", lease.consumer, lease.attempt, error, exc_info=error)
    try:
        with system().start_uow() as work:
            work.jobs.fail(lease, _said(error), final=isinstance(error, HOPELESS))
            work.commit()
    except (SQLAlchemyError, ServiceUnavailable):
        log.exception("job %s: its failure could not be noted; its lease will run out", lease.job_id)
    hand.settled(lease)


def _said(error: Exception) -> str:
    """What the failed list shows: what to do where that is known, else where in the program it happened."""
    if isinstance(error, SoftTimeLimitExceeded):
        return f"took longer than nine tenths of COUNTERCLAIM_JOB_SECONDS ({system().settings.job_seconds})"
    if isinstance(error, MemoryError):
        return f"needed more memory than COUNTERCLAIM_WORKER_MEMORY_MB ({system().settings.worker_memory_mb}) allows"
    if isinstance(error, CounterclaimError):
        return error.message
    return "".join(traceback.format_exception(error)[-3:]).strip()
