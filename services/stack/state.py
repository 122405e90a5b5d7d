"""Where the running stack writes its addresses, so that commands in other terminals find it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Running:
    """A stack's addresses and the process that supervises it."""

    pid: int
    database_url: str
    redis_url: str
    page: str


def _file(home: Path) -> Path:
    return home / "run.json"


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
    """Take this process's own announcement back; another stack's stays."""
    running = read(home)
    if running and running.pid == os.getpid():
        _file(home).unlink(missing_ok=True)


def alive(pid: int) -> bool:
    """Whether a process of this id exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
