"""The master key of a system that runs on one machine: a file in its home that only its owner may read."""

from __future__ import annotations

import os
from pathlib import Path

from services.domain.errors import ServiceUnavailable


def path(home: Path) -> Path:
    """Where it lies."""
    return home / "master.key"


def read(home: Path) -> str | None:
    """The key, None where there is no file. Raises `ServiceUnavailable` where others may read it."""
    file = path(home)
    try:
        if file.stat().st_mode & 0o077:
            raise ServiceUnavailable(f"others may read {file}; do: chmod 600 {file}")
        return file.read_text().strip()
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise ServiceUnavailable(f"{file} can't be read by this user; run as its owner") from error


def write(home: Path, key: str) -> None:
    """Keep `key`, readable by its owner only. Raises `FileExistsError` rather than overwrite one."""
    handle = os.open(path(home), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key + "\n")
        file.flush()
        os.fsync(file.fileno())
