"""Wake-ups only save time: with none at all, the log is still followed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from db.leadership import WAKE_CHANNEL
from db.migrate import upgrade
from services.embedded import postgres
from services.embedded.postgres import PostgresServer
from services.embedded.valkey import ValkeyServer
from tests.faults.conftest import Articles
from tests.settlement import assert_nothing_lost
from tests.stack import stack


@pytest.fixture
def server(server_folder: Path) -> Iterator[PostgresServer]:
    """A server whose queue of notifications is soon full."""
    data = server_folder / "notifier"
    started = postgres.start(data, durable=False, options={"max_notify_queue_pages": "64"})
    upgrade(started.url)
    yield started
    started.stop()
    shutil.rmtree(started.data_dir, ignore_errors=True)


def test_a_dead_notifier_delays_nothing_for_long(
    server: PostgresServer, broker: ValkeyServer, tmp_path: Path, articles: Articles
):
    with psycopg.connect(server.url, autocommit=True) as deaf:
        # A listener that never ends its transaction holds back the queue until nobody can notify any more.
        deaf.execute("SET idle_in_transaction_session_timeout = 0")
        deaf.execute(f"LISTEN {WAKE_CHANNEL}".encode())
        deaf.execute("BEGIN")
        deaf.execute("SELECT 1")
        fill_queue(server.url)
        with stack(server.url, broker, tmp_path) as running:
            items = articles(5, "bell")
            running.system.submit(items)
            assert_nothing_lost(running.system, items, seconds=20)
            fill_queue(server.url)


def fill_queue(url: str) -> None:
    """Notify until the server refuses, which it must."""
    with psycopg.connect(url, autocommit=True) as link, pytest.raises(psycopg.Error, match="too many notifications"):
        link.execute("SELECT pg_notify('elsewhere', repeat('x', 7000) || n) FROM generate_series(1, 1000) n")
    with psycopg.connect(url, autocommit=True) as link, suppress(psycopg.Error):
        for n in range(1000):
            link.execute("SELECT pg_notify('elsewhere', repeat('x', 7000) || %s)", (n,))
