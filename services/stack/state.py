"""Where the running stack writes its addresses, so that commands in other terminals find it; one stack a folder."""

from __future__ import annotations

import fcntl
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from services.domain.errors import ServiceUnavailable
from services.embedded.child import alive


@dataclass(frozen=True, slots=True)
class Running:
    """A stack's addresses and the process that supervises it."""

    pid: int
    database_url: str
    redis_url: str
    page: str


def _file(home: Path) -> Path:
    return home / "run.json"


def hold(home: Path) -> IO[bytes]:
    """The folder's lock, this stack's until it is closed or the process ends, however that happens. What an earlier
    stack announced is stale by then and taken away. Raises `ServiceUnavailable` where another stack has the lock."""
    lock = (home / "up.lock").open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        running = read(home)
        which = f" (process {running.pid}, {running.page})" if running else ""
        raise ServiceUnavailable(f"a stack already runs in {home}, or is starting{which}; stop it first") from None
    except OSError as error:
        lock.close()
        raise ServiceUnavailable(f"{home / 'up.lock'} cannot be locked: {error}") from error
    clear(home)
    return lock


def read(home: Path) -> Running | None:
    """The stack that runs on `home`, or None: no file, or its process is gone."""
    try:
        running = Running(**json.loads(_file(home).read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return running if alive(running.pid) else None


def write(home: Path, running: Running) -> None:
    """Announce the stack, readable by its owner only."""
    draft = _file(home).with_suffix(f".{running.pid}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(asdict(running)))
    draft.replace(_file(home))


def clear(home: Path) -> None:
    """Take the announcement back; only the stack that holds the folder may."""
    _file(home).unlink(missing_ok=True)
