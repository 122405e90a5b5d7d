"""Servers for benchmarks: an embedded PostgreSQL that flushes to disk with a migrated database, gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from db.master_keys import generate
from db.migrate import ensure_database, upgrade
from services.embedded import postgres
from services.settings import normalised

MEMORY = {"shared_buffers": "512MB", "max_wal_size": "4GB", "checkpoint_timeout": "30min"}


@contextmanager
def folder() -> Iterator[Path]:
    """A short folder that any account may walk into, removed afterwards."""
    made = Path(tempfile.mkdtemp(prefix="cc-bench-"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def database(place: Path) -> Iterator[tuple[str, postgres.PostgresServer]]:
    """A migrated database and its server: DATABASE_URL's with a database of its own, or an embedded one."""
    os.environ.setdefault("COUNTERCLAIM_MASTER_KEY", generate())
    server = postgres.start(place / "pg", options=MEMORY)
    try:
        url = normalised(server.database_url("bench"))
        ensure_database(url)
        upgrade(url)
        yield url, server
    finally:
        os.kill(server.pid, signal.SIGQUIT)
        server.stop()


def plain(url: str) -> str:
    """`url` as psycopg itself takes it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def execute(url: str, *statements: str) -> None:
    """Run statements outside a transaction."""
    with psycopg.connect(plain(url), autocommit=True) as link:
        for statement in statements:
            link.execute(statement.encode())
