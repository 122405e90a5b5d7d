"""Starts child processes that never outlive their supervisor, and stops them in order."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.embedded.child import tied_to


@dataclass(slots=True)
class Child:
    """A process of the stack. `quick` counts the times in a row that it ended soon after a start."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes]
    started: float
    quick: int = 0

    def exited(self) -> bool:
        """Whether it is gone."""
        return self.process.poll() is not None

    def tail(self, lines: int = 12) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:]) if self.log.exists() else ""


def start(name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> Child:
    """Start a child in its own process group, its output in `log`."""
    return Child(name, command, environment, log, _spawn(command, environment, log), time.monotonic())


def restart(child: Child) -> None:
    """Start a child that exited once more."""
    child.process = _spawn(child.command, child.environment, child.log)
    child.started = time.monotonic()


def stop(children: Sequence[Child], *, timeout: float) -> None:
    """Ask all to end, wait together, kill what is left with everything it started."""
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + timeout
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.1, deadline - time.monotonic()))
        _signal_group(child, signal.SIGKILL)
        child.process.wait()


def _spawn(command: Sequence[str], environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        return subprocess.Popen(  # noqa: S603
            command,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=tied_to(os.getpid()),
        )


def _signal(child: Child, number: int) -> None:
    if not child.exited():
        child.process.send_signal(number)


def _signal_group(child: Child, number: int) -> None:
    try:
        os.killpg(child.process.pid, number)
    except (ProcessLookupError, PermissionError):
        return
