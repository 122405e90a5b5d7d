"""The high-water mark: the position up to which the log is final, however transactions commit.

Positions are given in one order and committed in another: a reader that goes by the highest position it can see passes
over those that commit later. So each append holds a shared lock from before it takes positions until its transaction
ends. The leader reads the sequence (H), notes who holds the lock then, waits until these are gone, and only then says
that everything up to H is final. Writers never wait for each other, nor for the leader.
"""

from __future__ import annotations

import logging
import time

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

log = logging.getLogger("counterclaim.relay")

APPEND_LOCK = 7423002
CHANNEL = "counterclaim_log"

_LAST_POSITION = text("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM event_position")
_WRITERS = text("""
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 0 AND objid = :key AND objsubid = 1 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
""").bindparams(key=APPEND_LOCK)
_READ = text("SELECT position FROM watermark")
_ADVANCE = text("UPDATE watermark SET position = :position WHERE position < :position")
_NOTIFY = text(f"SELECT pg_notify('{CHANNEL}', CAST(:position AS text))")


def mark(connection: Connection) -> int:
    """The position up to which every event is final."""
    return int(connection.execute(_READ).scalar_one())


class Leader:
    """Advances the mark; exactly one runs, in the relay. `engine` gives it short transactions of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._target: int | None = None
        self._awaited: set[str] = set()

    def step(self) -> bool:
        """Advance the mark if what it waits for is over, and look for more. Whether the mark moved. Never blocks."""
        with self._engine.begin() as connection:
            if self._target is None:
                last = int(connection.execute(_LAST_POSITION).scalar_one())
                if last <= mark(connection):
                    return False
                self._target = last
                self._awaited = self._writers(connection)
            else:
                self._awaited &= self._writers(connection)
            if self._awaited:
                return False
            target, self._target = self._target, None
            connection.execute(_ADVANCE, {"position": target})
        self._tell(target)
        return True

    def catch_up(self, deadline_s: float = 10.0) -> int:
        """Advance until the mark stands where the sequence stood on calling. Gives back the mark."""
        with self._engine.begin() as connection:
            goal = int(connection.execute(_LAST_POSITION).scalar_one())
        limit = time.monotonic() + deadline_s
        while True:
            self.step()
            with self._engine.begin() as connection:
                reached = mark(connection)
            if reached >= goal or time.monotonic() > limit:
                return reached
            time.sleep(0.002)

    def _tell(self, position: int) -> None:
        """Wake who follows the log. A transaction of its own: a full notification queue must not stop the mark."""
        try:
            with self._engine.begin() as connection:
                connection.execute(_NOTIFY, {"position": position})
        except DBAPIError as error:
            log.warning("nobody could be told of the new mark (%s); readers look by themselves", type(error).__name__)

    def _writers(self, connection: Connection) -> set[str]:
        return set(connection.execute(_WRITERS).scalars())
