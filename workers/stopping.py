"""A worker that stops as soon as what it has in hand is done.

As of Celery 5.7 a soft shutdown sleeps for the whole of `worker_soft_shutdown_timeout` within the signal handler, where
the worker hears nothing of its children; so these say by themselves whether they are at work.
"""

from __future__ import annotations

import logging
import time

from celery.apps.worker import Worker
from celery.worker import state

from workers.at_work import anyone_at_work

log = logging.getLogger("counterclaim.worker")
LOOK_S = 0.1


class StoppingWorker(Worker):  # type: ignore[misc]
    """Celery's worker, but for the length of its soft shutdown."""

    def wait_for_soft_shutdown(self) -> None:
        """Wait until no child is at work, at most `worker_soft_shutdown_timeout`."""
        limit = self.app.conf.worker_soft_shutdown_timeout
        if limit <= 0 or not state.active_requests:
            return
        log.info("stopping once the work in hand is done, in %.1f s at most", limit)
        until, resting = time.monotonic() + limit, 0
        while resting < 2 and time.monotonic() < until:
            time.sleep(LOOK_S)
            # A child may just be between two messages.
            resting = 0 if anyone_at_work() else resting + 1
