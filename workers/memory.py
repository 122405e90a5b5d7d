"""The hard limit of a worker child's memory: a runaway job meets it as a `MemoryError`, and not the machine."""

from __future__ import annotations

import resource
from pathlib import Path

STATUS = Path("/proc/self/status")


def limit_memory(megabytes: int) -> None:
    """Let this process take `megabytes` more than it holds now, models included; no limit where Linux is not there.

    RLIMIT_DATA counts private writable memory only (Linux, getrlimit(2)): mapped files, as models are, go free.
    """
    held = _held()
    if held is None:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = held + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _held() -> int | None:
    """Bytes that count against the limit."""
    if not STATUS.exists():
        return None
    fields = dict(line.split(":", 1) for line in STATUS.read_text().splitlines() if ":" in line)
    return int(fields["VmData"].split()[0]) * 1024
