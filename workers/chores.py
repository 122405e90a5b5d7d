"""The relay's rounds at the queue: new jobs, rings, lost workers, partitions, old rows."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from kombu.exceptions import OperationalError as BrokerError
from redis import RedisError

from db import dispatch, kept_answers, partitions, signs_of_life
from db.watermark import mark
from services.bootstrap import System
from workers.companies import companies
from workers.doorbell import Doorbell

log = logging.getLogger("counterclaim.relay")
SWEEP_S, CLOCK_S, HOUSEKEEPING_S, LOST_S = 1.0, 5.0, 60.0, 1.0


class Chores:
    """Each is due at its own interval; an absent broker delays rings and nothing else."""

    def __init__(self, system: System, doorbell: Doorbell) -> None:
        self._system, self._doorbell = system, doorbell
        self._due: dict[Callable[[], None], float] = {}
        self._resend_s = system.settings.resend_seconds
        self._sweep_s = min(SWEEP_S, system.settings.lease_seconds / 8)
        self._broker_away = False
        self._pace: dict[str, dispatch.Pace] = {}

    def step(self, *, look: bool = True) -> bool:
        """Do what is due; with `look`, make jobs of new events too. Whether there were new jobs."""
        made = 0
        if look:
            with self._system.engine.begin() as connection:
                made = dispatch.dispatch(connection)
        if made:
            self._ring(self._resend_s)
        self._every(self._sweep_s, self._sweep)
        self._every(CLOCK_S, self._undo_clock)
        self._every(HOUSEKEEPING_S, self._keep_house)
        return made > 0

    def _every(self, seconds: float, chore: Callable[[], None]) -> None:
        if time.monotonic() >= self._due.get(chore, 0.0):
            self._due[chore] = time.monotonic() + seconds
            chore()

    def _sweep(self) -> None:
        with self._system.engine.begin() as connection:
            count = dispatch.sweep(
                connection, cap=self._system.terms.attempts, retry_s=self._system.terms.retry_s
            )
            self._pace = dispatch.pace(connection)
        if count:
            log.warning("%d jobs whose worker gave no sign of life were taken back", count)
        self._ring(min(LOST_S, self._resend_s) if self._rings_are_gone() else self._resend_s)

    def _undo_clock(self) -> None:
        with self._system.engine.begin() as connection:
            terms = self._system.terms
            if count := dispatch.undo_clock(connection, lease_s=terms.lease_s, retry_s=terms.retry_s):
                log.warning("the database's clock went back; the times of %d jobs were set anew", count)

    def _rings_are_gone(self) -> bool:
        try:
            return self._doorbell.empty()
        except RedisError:
            return False

    def _ring(self, resend_s: float) -> None:
        """Ring for jobs that are due; they count as rung only once the broker has taken it."""
        try:
            with self._system.engine.begin() as connection:
                self._doorbell.ring(companies(dispatch.due(connection, resend_s=resend_s), self._pace))
        except (BrokerError, RedisError, ConnectionError) as error:
            if not self._broker_away:
                log.warning("the broker is away (%s); jobs wait in the database", error)
            self._broker_away = True
        else:
            if self._broker_away:
                log.info("the broker is back")
            self._broker_away = False

    def _keep_house(self) -> None:
        with self._system.engine.begin() as connection:
            if made := partitions.ensure(connection, mark(connection)):
                log.info("%d partitions of the log were made", made)
            signs_of_life.forget(connection)
        kept_answers.forget(self._system.engine)
