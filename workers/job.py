"""The base of all tasks: take jobs, work, have the answers stored; several at once where they are quick."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence

from celery import Task
from sqlalchemy.exc import SQLAlchemyError

from db.taking import Taken
from services.domain.errors import ServiceUnavailable
from services.usecases.ports import Answer
from workers.at_work import at_work
from workers.hand import Hand
from workers.lifecycle import pulse
from workers.outcomes import let_go, noted
from workers.system import system

log = logging.getLogger("counterclaim.worker")
LONG_S = 0.25
"""Where jobs taken together are not done by then, the others don't wait for the one at work."""


class JobTask(Task):  # type: ignore[misc]
    """Takes the ids of jobs. A second delivery of it finds them taken or done, and does nothing.

    The task's body gets the event that a job is about and gives back the events that follow on it.
    """

    abstract = True

    def __call__(self, *job_ids: str) -> None:
        """Do those of the jobs that are still to be done."""
        with at_work():
            if taken := _taken(job_ids):
                self._work(Hand(taken), several=len(taken) > 1)

    def _work(self, hand: Hand, *, several: bool) -> None:
        beating, clock = pulse(), threading.Timer(LONG_S, let_go, (hand,))
        clock.daemon = True
        beating.hand = hand
        if several:
            clock.start()
        try:
            while (taken := hand.next()) is not None:
                with noted(hand, taken.lease):
                    hand.answered(self._answer(taken))
        finally:
            clock.cancel()
            try:
                let_go(hand)
            finally:
                beating.done += hand.done
                beating.hand = None

    def _answer(self, taken: Taken) -> Answer:
        """What follows; nothing where the article was withdrawn meanwhile."""
        started, cause = time.monotonic(), taken.cause()
        events = [] if cause.withdrawn else self.run(cause)
        spent = time.monotonic() - started
        log.info("%s of %s took %.2f s [%s]", taken.lease.consumer, cause.stream, spent, cause.correlation_id)
        return Answer(taken.lease, events, spent)


def _taken(job_ids: Sequence[str]) -> list[Taken]:
    try:
        with system().start_uow(atomic=False) as work:
            taken = work.take(job_ids)
    except (SQLAlchemyError, ServiceUnavailable):
        log.exception("jobs %s could not be taken; the relay will ring for them again", ", ".join(job_ids))
        return []
    for job_id in set(job_ids) - {one.lease.job_id for one in taken}:
        log.info("job %s was taken or done already", job_id)
    return taken
