"""One leader at a time: a session's advisory lock, which the server frees when the session ends, however it ends."""

from __future__ import annotations

import time
from types import TracebackType

import psycopg

RELAY_LOCK = 7423005
WAKE_CHANNEL = "counterclaim_wake"


_DEPOSE = """
    SELECT pg_terminate_backend(a.pid) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.classid = 0 AND l.objid = %(key)s AND l.granted
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND a.state_change < clock_timestamp() - make_interval(secs => %(silent_s)s)
"""
"""The process behind a session may hang, or its machine be gone, while the server sees nothing wrong with it."""


class Leadership:
    """A connection of its own that holds the lock and, once it leads, hears the wake-ups. Errors are psycopg's.

    Who stands by does not listen: unheard wake-ups would pile up in the server until nobody can send any.
    """

    def __init__(self, url: str, *, name: str = "counterclaim-relay", silent_s: float = 30.0) -> None:
        self._silent_s = silent_s
        plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._connection = psycopg.connect(
            plain, autocommit=True, application_name=name, connect_timeout=10,
            keepalives_idle=10, keepalives_interval=5, keepalives_count=3,
        )

    def __enter__(self) -> Leadership:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._connection.close()

    def acquire(self) -> bool:
        """Whether this session leads now. A leader that was silent for too long is deposed, and the next call leads."""
        row = self._connection.execute("SELECT pg_try_advisory_lock(%s)", (RELAY_LOCK,)).fetchone()
        if not row or not row[0]:
            self._connection.execute(_DEPOSE, {"key": RELAY_LOCK, "silent_s": self._silent_s})
            return False
        self._connection.execute(f"LISTEN {WAKE_CHANNEL}".encode())
        self._next_sign = 0.0
        return True

    def wait(self, seconds: float) -> bool:
        """Wait for a wake-up, at most `seconds`. Whether there was one. Raises if the session, and with it the lead, is
        lost."""
        heard = list(self._connection.notifies(timeout=seconds, stop_after=1))
        if time.monotonic() > self._next_sign:
            self._next_sign = time.monotonic() + self._silent_s / 10
            self._connection.execute("SELECT 1")
        if self._connection.closed:
            raise psycopg.OperationalError("the leader's session ended")
        return bool(heard)
