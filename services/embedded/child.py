"""Starts the programs of embedded servers and ends them."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from services.embedded.account import Account

_PR_SET_PDEATHSIG = 1


def start(
    command: Sequence[str], log: Path, account: Account, *, before: Callable[[], None] | None = None
) -> subprocess.Popen[bytes]:
    """The program in a session of its own, its output in `log`; it calls `before` first."""
    with log.open("ab") as out:
        return subprocess.Popen(  # noqa: S603
            [*account.prefix, *command], stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd="/",
            start_new_session=True, user=account.uid, env={**os.environ, "LC_ALL": "C.UTF-8"}, preexec_fn=before,
        )


def tied_to(parent: int) -> Callable[[], None] | None:
    """What a child of `parent` calls before its program, so that Linux ends it when `parent` dies, however that
    happens; None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)

    def tie() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return tie


def end(process: subprocess.Popen[bytes], *, ask: int = signal.SIGTERM, seconds: float = 5.0) -> None:
    """Ask it to end by the signal `ask`, and after `seconds` kill it with its whole session; it is gone on return."""
    if process.poll() is None:
        process.send_signal(ask)
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def tail(log: Path) -> str:
    """The last lines of a log, in one."""
    return " / ".join(log.read_text(errors="replace").strip().splitlines()[-5:]) if log.exists() else "no log"


def alive(pid: int) -> bool:
    """Whether a process of this id exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
