"""Runs a module of the system under a wall clock that is wrong: `python -m tests.skewed SECONDS MODULE [ARGUMENTS]`.

Every clock that the system, Celery and kombu read in this process is shifted before any of them is imported; the
monotonic clock is left alone, as a wrong wall clock leaves it.
"""

from __future__ import annotations

import datetime
import runpy
import sys
import time

OFFSET = float(sys.argv[1])
_time, _datetime = time.time, datetime.datetime


class Skewed(_datetime):
    """A datetime whose present is shifted."""

    @classmethod
    def now(cls, tz=None):
        return _datetime.fromtimestamp(_time() + OFFSET, tz)

    @classmethod
    def utcnow(cls):
        return _datetime.fromtimestamp(_time() + OFFSET, datetime.UTC).replace(tzinfo=None)


def main() -> None:
    """Shift the clocks and become the module."""
    import services.bootstrap.clock

    time.time = lambda: _time() + OFFSET
    services.bootstrap.clock.datetime = Skewed
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
