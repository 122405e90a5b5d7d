"""A worker child's pulse: renews the leases of what it has in hand and reports what was done, on its own thread."""

from __future__ import annotations

import logging
import os
import resource
import sys
import threading
from collections.abc import Callable

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from db.signs_of_life import leave, report
from services.bootstrap import System
from services.domain.errors import CounterclaimError
from workers.hand import Hand

log = logging.getLogger("counterclaim.worker")


class Pulse(threading.Thread):
    """Beats four times a lease. A lost lease is only noted: the fence keeps its late result out."""

    def __init__(self, system: System, name: str) -> None:
        super().__init__(name="pulse", daemon=True)
        self._system, self._worker = system, name
        self._every = min(5.0, system.settings.lease_seconds / 4)
        self._over = threading.Event()
        self.hand: Hand | None = None
        self.done = 0

    def run(self) -> None:
        """Beat until told to stop."""
        while True:
            self._beat()
            if self._over.wait(self._every):
                return

    def stop(self) -> None:
        """Stop, and say that this worker is gone."""
        self._over.set()
        self._try(lambda connection: leave(connection, self._worker))

    def _beat(self) -> None:
        largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        memory = largest / (1e6 if sys.platform == "darwin" else 1e3)
        self._try(lambda connection: report(
            connection, name=self._worker, pid=os.getpid(), jobs=self.done, memory_mb=memory
        ))

    def _try(self, say: Callable[[Connection], None]) -> None:
        hand = self.hand
        try:
            with self._system.start_uow() as work:
                if hand is not None:
                    work.jobs.renew(hand.leases())
                say(work.connection)
                work.commit()
        except (SQLAlchemyError, CounterclaimError, MemoryError) as error:
            log.warning("no sign of life could be given: %s", type(error).__name__)
