"""Workers' signs of life, with what they did."""

from __future__ import annotations

from sqlalchemy import Connection, text

ALIVE_S = 30
ALIVE = f"seen_at > clock_timestamp() - interval '{ALIVE_S} seconds'"
"""In SQL, whether a worker gave a sign of life lately."""
_REPORT = text("""
    INSERT INTO workers (name, pid, jobs_done, memory_mb) VALUES (:name, :pid, :jobs, :memory_mb)
    ON CONFLICT (name) DO UPDATE SET seen_at = clock_timestamp(), jobs_done = excluded.jobs_done,
      memory_mb = excluded.memory_mb, pid = excluded.pid
""")
_LEAVE = text("DELETE FROM workers WHERE name = :name")
_FORGET = text("DELETE FROM workers WHERE seen_at < clock_timestamp() - interval '1 hour'")


def report(connection: Connection, *, name: str, pid: int, jobs: int, memory_mb: float) -> None:
    """The worker process `name` lives, has done `jobs` jobs and uses `memory_mb`."""
    connection.execute(_REPORT, {"name": name, "pid": pid, "jobs": jobs, "memory_mb": memory_mb})


def leave(connection: Connection, name: str) -> None:
    """The worker process `name` ended in good order."""
    connection.execute(_LEAVE, {"name": name})


def forget(connection: Connection) -> None:
    """Drop those that were not seen for an hour."""
    connection.execute(_FORGET)
