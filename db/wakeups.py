"""Hears that the log has grown; where it can't listen it waits, and the reader looks by itself."""

from __future__ import annotations

import logging
import threading
import time

import psycopg

from db.watermark import CHANNEL

log = logging.getLogger("counterclaim.log")


class Wakeups:
    """A connection of its own that listens, opened on first need and again after it was lost."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._link: psycopg.Connection | None = None
        self._one_at_a_time = threading.Lock()

    def wait(self, seconds: float) -> bool:
        """Wait until the high-water mark moves, at most `seconds`. Whether it was heard to. Never raises for an outage:
        then it only waits."""
        with self._one_at_a_time:
            try:
                self._link = self._link or self._listening()
                return any(self._link.notifies(timeout=seconds, stop_after=1))
            except psycopg.Error as error:
                log.info("nothing is heard of the log (%s); its readers look by themselves", type(error).__name__)
                self._close()
                time.sleep(seconds)
                return False

    def close(self) -> None:
        """Stop listening."""
        with self._one_at_a_time:
            self._close()

    def _listening(self) -> psycopg.Connection:
        link = psycopg.connect(self._url, autocommit=True, application_name="counterclaim-tail", connect_timeout=5)
        link.execute(f"LISTEN {CHANNEL}".encode())
        return link

    def _close(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None
