"""Relay and Celery workers as real processes, on a test's database and a broker of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from redis import Redis

from services.bootstrap import System, system
from services.embedded.valkey import ValkeyServer
from services.settings import Settings
from tests.waiting import wait_until

WORKER = (sys.executable, "-m", "workers")


Process = subprocess.Popen[bytes]


@dataclass
class Stack:
    """The processes of one system, and the system as its user sees it."""

    system: System
    broker: ValkeyServer
    environment: Mapping[str, str]
    folder: Path
    processes: list[Process] = field(default_factory=list)

    @property
    def log(self) -> Path:
        """What the processes say."""
        return self.folder / "stack.log"

    def start_relay(self) -> Process:
        """One more relay."""
        return self._start((sys.executable, "-m", "workers.relay"))

    def start_worker(self, **environment: str) -> Process:
        """One more worker with two children."""
        return self._start((*WORKER, "--concurrency", "2"), **environment)

    def settled(self, ids: Iterable[str], *, seconds: float = 120.0) -> dict[str, str]:
        """The status of each article once all are processed or failed."""
        wanted = list(ids)

        def status() -> dict[str, str]:
            return {i: self.system.queries.article(i).status for i in wanted}

        done = {"processed", "failed"}
        wait_until(lambda: set(status().values()) <= done, seconds=seconds, what="the end of all articles")
        return status()

    def flush(self) -> None:
        """Empty the broker."""
        with Redis.from_url(self.broker.url) as redis:
            redis.flushall()

    def _start(self, command: tuple[str, ...], **environment: str) -> Process:
        with self.log.open("ab") as out:
            process = subprocess.Popen(
                command, env={**os.environ, **self.environment, **environment}, stdout=out, stderr=out,
                cwd=Path(__file__).parents[1], start_new_session=True,
            )
        self.processes.append(process)
        return process


@contextmanager
def stack(database_url: str, broker: ValkeyServer, folder: Path) -> Iterator[Stack]:
    """A relay and a worker with short leases and waits; all that was started is ended in the end."""
    settings = Settings(database_url=database_url, redis_url=broker.url, models="tests.models:models")
    variables = {
        "DATABASE_URL": database_url, "REDIS_URL": broker.url, "COUNTERCLAIM_MODELS": "tests.models:models",
        "COUNTERCLAIM_LEASE_SECONDS": "2", "COUNTERCLAIM_RETRY_SECONDS": "0.1", "COUNTERCLAIM_JOB_ATTEMPTS": "3",
        "COUNTERCLAIM_RESEND_SECONDS": "3", "TEST_MARKS": str(folder), "OMP_NUM_THREADS": "1", "PYTHONPATH": ".",
    }
    running = Stack(system(settings), broker, variables, folder)
    running.start_relay()
    running.start_worker()
    try:
        yield running
    except BaseException:
        sys.stderr.write(running.log.read_text()[-8000:])
        raise
    finally:
        running.system.close()
        end(*running.processes)


def end(*processes: Process, seconds: float = 15.0) -> None:
    """Ask `processes` to end; kill what does not, with all it started."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + seconds
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, deadline - time.monotonic()))
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
        process.wait()
