"""The stack: embedded or given servers, migration, relay, Celery workers and API, watched until told to stop."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from services import key_file
from services.domain.errors import ServiceUnavailable
from services.embedded import postgres, valkey
from services.embedded.child import tail
from services.embedded.postgres import PostgresServer
from services.embedded.valkey import ValkeyServer
from services.settings import Settings, normalised
from services.stack import processes, state

DATABASE = "counterclaim"
_READY_SECONDS = 60.0
_QUICK_EXITS = 5
_QUICK_SECONDS = 10.0

Say = Callable[[str], None]


@dataclass(slots=True)
class Stack:
    """Everything that runs, in the order it was started."""

    settings: Settings
    say: Say
    workers: int
    host: str
    port: int
    database_url: str = ""
    redis_url: str = ""
    postgres: PostgresServer | None = None
    valkey: ValkeyServer | None = None
    children: list[processes.Child] = field(default_factory=list)
    lock: IO[bytes] | None = None

    @property
    def page(self) -> str:
        """The page's address."""
        return f"http://{self.host}:{self.port}/"

    def start(self) -> None:
        """Start all and wait until the API answers. Raises `ServiceUnavailable`, leaving nothing running."""
        home = self.settings.home
        home.mkdir(parents=True, exist_ok=True)
        self.lock = state.hold(home)
        try:
            self._servers(home)
            self._migrate()
            self._master_key(home)
            self._processes(home / "logs")
            self._await_page()
        except BaseException:
            self.stop()
            raise
        state.write(home, state.Running(os.getpid(), self.database_url, self.redis_url, self.page))

    def watch(self, until: Callable[[], bool]) -> None:
        """Restart children that end, until told to stop. Raises `ServiceUnavailable` where one keeps ending, or where
        a server has ended."""
        while not until():
            for name, server in (("PostgreSQL", self.postgres), ("Valkey", self.valkey)):
                if server and not server.running():
                    raise ServiceUnavailable(f"{name} ended; the end of {server.log}: {tail(server.log)}")
            for child in self.children:
                if child.exited():
                    self._revive(child)
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop all in reverse order; what workers had in hand is finished or handed back. Does nothing where the stack
        did not start, or has stopped."""
        if self.lock is None:
            return
        state.clear(self.settings.home)
        processes.stop(self.children[::-1], timeout=15.0)
        if self.valkey:
            self.valkey.stop()
        if self.postgres:
            self.postgres.stop()
            self._end_adopted(self.postgres)
        self.lock.close()
        self.lock = None

    def _end_adopted(self, server: PostgresServer) -> None:
        """A server that an earlier stack left behind, killed before it could stop it, ends with this one."""
        if server.owned or not server.running():
            return
        os.kill(server.pid, signal.SIGINT)
        deadline = time.monotonic() + 20.0
        while server.running() and time.monotonic() < deadline:
            time.sleep(0.05)

    def _servers(self, home: Path) -> None:
        self.database_url, self.redis_url = self.settings.database_url or "", self.settings.redis_url or ""
        if not self.database_url:
            self.say("starting PostgreSQL")
            self.postgres = postgres.start(home / "postgres")
            self.database_url = self.postgres.database_url(DATABASE)
        if not self.redis_url:
            self.say("starting Valkey")
            self.valkey = valkey.start(home / "valkey")
            self.redis_url = self.valkey.url

    def _migrate(self) -> None:
        from db.migrate import ensure_database, upgrade

        self.say("migrating the database")
        ensure_database(self.database_url)
        upgrade(self.database_url)

    def _master_key(self, home: Path) -> None:
        """Make a master key on the first start; where there were keys before, it must be the one that wrapped them."""
        from db.master_keys import generate
        from services.bootstrap import stored_keys

        stored_keys(self.settings.model_copy(update={"database_url": normalised(self.database_url)}))
        if not (self.settings.master_key or key_file.read(home)):
            key_file.write(home, generate())

    def _processes(self, logs: Path) -> None:
        logs.mkdir(exist_ok=True)
        environment = {
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "COUNTERCLAIM_HOME": str(self.settings.home),
            "OMP_NUM_THREADS": "1",
            "PYTHONUNBUFFERED": "1",
        }
        python = sys.executable
        worker = (python, "-m", "workers", "--concurrency", str(self.workers))
        api = (python, "-m", "services.api", "--host", self.host, "--port", str(self.port))
        _free(self.host, self.port)
        for name, command in (("relay", (python, "-m", "workers.relay")), ("worker", worker), ("api", api)):
            self.say(f"starting the {name}")
            self.children.append(processes.start(name, command, environment, logs / f"{name}.log"))

    def _await_page(self) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline:
            for child in self.children:
                if child.exited():
                    raise ServiceUnavailable(f"the {child.name} ended at once; the end of {child.log}:\n{child.tail()}")
            try:
                with urllib.request.urlopen(f"{self.page}v1/health/live", timeout=1) as answer:  # noqa: S310
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise ServiceUnavailable(
            f"the page did not answer within {_READY_SECONDS:.0f} seconds; see {self.children[-1].log}"
        )

    def _revive(self, child: processes.Child) -> None:
        child.quick = child.quick + 1 if time.monotonic() - child.started < _QUICK_SECONDS else 0
        if child.quick >= _QUICK_EXITS:
            raise ServiceUnavailable(f"the {child.name} keeps ending; the end of {child.log}:\n{child.tail()}")
        self.say(f"the {child.name} ended (status {child.process.returncode}); starting it again")
        processes.restart(child)


def _free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServiceUnavailable(f"port {port} on {host} is taken; choose another with --port") from error


class Interrupt:
    """Set by the first Ctrl-C or SIGTERM; a second Ctrl-C while stopping is ignored so that nothing is orphaned."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        first, self.asked = not self.asked, True
        if first:
            raise KeyboardInterrupt

    def __call__(self) -> bool:
        return self.asked
