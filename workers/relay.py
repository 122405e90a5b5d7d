"""The relay: advances the log's mark, projects, makes jobs and rings for workers. One leads; others stand by.

Run it with `python -m workers.relay`.
"""

from __future__ import annotations

import gc
import logging
import signal
import threading
import time

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from db.leadership import Leadership
from db.migrate import require_schema
from db.projections.projector import Projector
from db.watermark import Leader
from services.bootstrap import System, system
from services.domain.codec import UnknownEvent
from services.domain.errors import ServiceUnavailable
from workers.app import app, settings
from workers.chores import Chores
from workers.doorbell import Doorbell

log = logging.getLogger("counterclaim.relay")
TICK_S, IDLE_S, STANDBY_S, YIELD_S = 0.02, 0.05, 1.0, 5.0
LOOK_S = 0.5
"""How often it looks for work that nothing hints at."""


class Relay:
    """Follows the log of `system` and rings `doorbell` until `over` is set."""

    def __init__(self, system: System, doorbell: Doorbell, over: threading.Event) -> None:
        self._system, self._over = system, over
        self._leader, self._projector = Leader(system.engine), Projector(system.engine)
        self._chores = Chores(system, doorbell)
        self._behind, self._look_at = True, 0.0

    def run(self) -> None:
        """Lead, or stand by to lead, and outlive restarts of database and broker."""
        wait = Backoff()
        while not self._over.is_set():
            try:
                s = self._system.settings
                with Leadership(s.database_url or "", silent_s=s.lead_seconds) as leadership:
                    self._stand_by(leadership)
                    wait.reset()
                    self._lead(leadership)
            except (psycopg.Error, SQLAlchemyError, ServiceUnavailable) as error:
                seconds = wait.next()
                log.warning("the database is away (%s); trying again in %.1f s", _first_line(error), seconds)
                self._over.wait(seconds)
            except UnknownEvent as error:
                log.error("%s; until then another relay may lead", error)
                self._over.wait(YIELD_S)

    def _stand_by(self, leadership: Leadership) -> None:
        told = False
        while not self._over.is_set() and not leadership.acquire():
            if not told:
                log.info("another relay leads; standing by")
            told = True
            self._over.wait(min(STANDBY_S, self._system.settings.lead_seconds / 8))

    def _lead(self, leadership: Leadership) -> None:
        require_schema(self._system.engine)
        log.info("leading")
        self._leader = Leader(self._system.engine)
        while not self._over.is_set():
            busy = self.step()
            leadership.wait(TICK_S if busy else IDLE_S)

    def step(self) -> bool:
        """One round of everything. Whether there was something to do."""
        moved = self._leader.step()
        look = time.monotonic() > self._look_at
        projected = (moved or look or self._behind) and self._projector.step() > 0
        self._behind = projected
        made = self._chores.step(look=projected or look)
        if look:
            self._look_at = time.monotonic() + LOOK_S
        return made or moved or projected


class Backoff:
    """Waits that double from a tenth of a second to five seconds."""

    def __init__(self) -> None:
        self._seconds = 0.1

    def next(self) -> float:
        """How long to wait this time."""
        seconds, self._seconds = self._seconds, min(5.0, self._seconds * 2)
        return seconds

    def reset(self) -> None:
        """All is well again."""
        self._seconds = 0.1


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def main() -> None:
    """Run the relay until SIGTERM or Ctrl-C."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    running = system(settings, name="counterclaim-relay")
    gc.collect()
    gc.freeze()
    Relay(running, Doorbell(app, settings.redis_url or ""), over).run()
    running.close()
    log.info("stopped")


if __name__ == "__main__":
    main()
