"""The system as this worker process sees it: wired once, before the pool forks."""

from __future__ import annotations

from functools import cache

from services.bootstrap import System
from services.bootstrap import system as wired
from workers.app import settings


@cache
def system() -> System:
    """The system; its connections are opened after the fork, in each child of its own."""
    return wired(settings, name="counterclaim-worker")
