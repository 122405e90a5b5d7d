"""Relay and Celery workers as real processes, on a test's database and a broker of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from redis import Redis

from services.bootstrap import System, system
from services.embedded.valkey import ValkeyServer
from services.settings import Settings
from tests.waiting import wait_until

WORKER = (sys.executable, "-m", "celery", "-A", "workers.app", "worker", "--loglevel", "INFO", "--without-mingle")


@dataclass
class Stack:
    """The processes of one system, and the system as its user sees it."""

    system: System
    broker: ValkeyServer
    relay: subprocess.Popen[bytes]
    worker: subprocess.Popen[bytes]
    log: Path

    def settled(self, ids: list[str], *, seconds: float = 60.0) -> dict[str, str]:
        """The status of each article once all are processed or failed."""
        def status() -> dict[str, str]:
            return {i: self.system.queries.article(i).status for i in ids}

        wait_until(lambda: set(status().values()) <= {"processed", "failed"}, seconds=seconds, what="all articles done")
        return status()

    def flush(self) -> None:
        """Empty the broker."""
        with Redis.from_url(self.broker.url) as redis:
            redis.flushall()

    def children(self) -> list[int]:
        """The worker's pool processes."""
        path = Path(f"/proc/{self.worker.pid}/task/{self.worker.pid}/children")
        return [int(pid) for pid in path.read_text().split()]


def spawn(command: tuple[str, ...], environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a process whose output goes to `log`."""
    root = Path(__file__).parents[1]
    with log.open("ab") as out:
        return subprocess.Popen(
            command, env={**os.environ, **environment}, stdout=out, stderr=out, cwd=root, start_new_session=True
        )


@contextmanager
def stack(
    database_url: str, broker: ValkeyServer, folder: Path, *, concurrency: int = 2, **environment: str
) -> Iterator[Stack]:
    """Relay and workers with short leases and waits; ended with all they started."""
    settings = Settings(database_url=database_url, redis_url=broker.url, models="tests.models:models")
    variables = {
        "DATABASE_URL": database_url, "REDIS_URL": broker.url, "COUNTERCLAIM_MODELS": "tests.models:models",
        "COUNTERCLAIM_LEASE_SECONDS": "2", "COUNTERCLAIM_RETRY_SECONDS": "0.1", "COUNTERCLAIM_JOB_ATTEMPTS": "3",
        "COUNTERCLAIM_RESEND_SECONDS": "3", "TEST_MARKS": str(folder), "OMP_NUM_THREADS": "1", "PYTHONPATH": ".",
        "REMAP_SIGTERM": "SIGQUIT", **environment,
    }
    log = folder / "stack.log"
    running = Stack(
        system(settings), broker, spawn((sys.executable, "-m", "workers.relay"), variables, log),
        spawn((*WORKER, "--concurrency", str(concurrency)), variables, log), log,
    )
    try:
        yield running
    except BaseException:
        sys.stderr.write(log.read_text()[-8000:])
        raise
    finally:
        running.system.close()
        end(running.worker, running.relay)


def end(*processes: subprocess.Popen[bytes], seconds: float = 15.0) -> None:
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
