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

import psutil
from redis import Redis

from services.bootstrap import System, system
from services.embedded import valkey
from services.embedded.valkey import ValkeyServer
from services.settings import Settings, normalised
from tests.waiting import wait_until

Process = subprocess.Popen[bytes]


@dataclass
class Stack:
    """The processes of one system, and the system as its user sees it."""

    system: System
    broker: ValkeyServer
    environment: Mapping[str, str]
    folder: Path
    processes: list[Process] = field(default_factory=list)
    relays: list[Process] = field(default_factory=list)
    workers: list[Process] = field(default_factory=list)

    @property
    def log(self) -> Path:
        """What the processes say."""
        return self.folder / "stack.log"

    def start_relay(self, *module: str, **environment: str) -> Process:
        """One more relay."""
        self.relays.append(self._start((sys.executable, "-m", *(module or ("workers.relay",))), **environment))
        return self.relays[-1]

    def start_worker(
        self, *, concurrency: int = 2, module: tuple[str, ...] = ("workers",), **environment: str
    ) -> Process:
        """One more worker."""
        command = (sys.executable, "-m", *module, "--concurrency", str(concurrency))
        self.workers.append(self._start(command, **environment))
        return self.workers[-1]

    def children(self) -> list[int]:
        """The process ids of the worker children that live, by their workers' age."""
        pids = []
        for worker in self.workers:
            with suppress(psutil.NoSuchProcess):
                pids += [child.pid for child in psutil.Process(worker.pid).children()]
        return pids

    def settled(self, ids: Iterable[str], *, seconds: float = 120.0) -> dict[str, str]:
        """The status of each article once all are processed or failed."""
        wanted = list(ids)

        def status() -> dict[str, str]:
            return {i: self.system.queries.article(i).status for i in wanted}

        done = {"processed", "failed"}
        wait_until(lambda: set(status().values()) <= done, seconds=seconds, what="the end of all articles")
        return status()

    def under_way(self, done: int = 0) -> None:
        """Return when workers have done more than `done` extractions."""
        wait_until(lambda: self.system.queries.throughput().queues[0].done > done, what="work under way")

    def says(self, words: str, *, times: int = 1) -> None:
        """Return when the processes have said `words` so many times."""
        wait_until(lambda: self.log.read_text().count(words) >= times, what=f"{words!r} in the log")

    def flush(self) -> None:
        """Empty the broker."""
        with Redis.from_url(self.broker.url) as redis:
            redis.flushall()

    def restart_broker(self) -> None:
        """Kill the broker, with all it holds, and start an empty one at its address."""
        port = int(self.broker.url.rsplit(":", 1)[1].split("/")[0])
        self.broker.process.kill()
        self.broker.process.wait()
        self.broker.process = valkey.start(self.broker.data_dir, port=port).process

    def _start(self, command: tuple[str, ...], **environment: str) -> Process:
        with self.log.open("ab") as out:
            process = subprocess.Popen(
                command, env={**os.environ, **self.environment, **environment}, stdout=out, stderr=out,
                cwd=Path(__file__).parents[1], start_new_session=True,
            )
        self.processes.append(process)
        return process


@contextmanager
def stack(
    database_url: str, broker: ValkeyServer, folder: Path, *, workers: int = 1, concurrency: int = 2, **changed: str
) -> Iterator[Stack]:
    """A relay and a worker with short leases and waits; all that was started is ended in the end.

    `changed` are environment variables of the processes. What breaks DATABASE_URL for them leaves the test's own
    system alone.
    """
    settings = Settings(database_url=normalised(database_url), redis_url=broker.url, models="tests.models:models")
    variables = {
        "DATABASE_URL": database_url, "REDIS_URL": broker.url, "COUNTERCLAIM_MODELS": "tests.models:models",
        "COUNTERCLAIM_LEASE_SECONDS": "2", "COUNTERCLAIM_RETRY_SECONDS": "0.1", "COUNTERCLAIM_JOB_ATTEMPTS": "3",
        "COUNTERCLAIM_RESEND_SECONDS": "3", "COUNTERCLAIM_LEAD_SECONDS": "2", "COUNTERCLAIM_SHUTDOWN_SECONDS": "1",
        "TEST_MARKS": str(folder), "TEST_SLOW_SECONDS": "0", "OMP_NUM_THREADS": "1", "PYTHONPATH": ".", **changed,
    }
    running = Stack(system(settings), broker, variables, folder)
    running.start_relay()
    for _ in range(workers):
        running.start_worker(concurrency=concurrency)
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
            process.send_signal(signal.SIGCONT)
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
