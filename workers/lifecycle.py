"""What a worker does when it starts, forks and stops."""

from __future__ import annotations

import gc
import logging
import os
import socket
from typing import Any

from celery.signals import worker_init, worker_process_init, worker_process_shutdown

from workers.at_work import at_rest
from workers.memory import limit_memory
from workers.pulse import Pulse
from workers.system import system

log = logging.getLogger("counterclaim.worker")
_pulses: list[Pulse] = []


@worker_init.connect  # type: ignore[untyped-decorator]
def load_models(**_: Any) -> None:
    """Load the models in the parent: children share their memory, and start at once."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for said_by_our_own_log in ("celery.worker.strategy", "celery.app.trace"):
        logging.getLogger(said_by_our_own_log).setLevel(logging.WARNING)
    version = system().models.extractor.version
    gc.collect()
    gc.freeze()
    log.info("models are loaded: %s, %s", version, system().models.judge.version)


@worker_process_init.connect  # type: ignore[untyped-decorator]
def begin(**_: Any) -> None:
    """Each child opens its own connections, gets its limit of memory and begins to give signs of life."""
    at_rest()
    limit_memory(system().settings.worker_memory_mb)
    pulse()


@worker_process_shutdown.connect  # type: ignore[untyped-decorator]
def end(**_: Any) -> None:
    """A child that stops in good order says so."""
    for beating in _pulses:
        beating.stop()


def pulse() -> Pulse:
    """This process's pulse, started on first need."""
    if not _pulses:
        _pulses.append(Pulse(system(), f"{socket.gethostname()}:{os.getpid()}"))
        _pulses[0].start()
    return _pulses[0]
