"""A database that dies and comes back loses nothing and stops nobody for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.migrate import upgrade
from services.embedded import postgres
from services.embedded.valkey import ValkeyServer
from services.settings import normalised
from tests.articles import article
from tests.settlement import assert_nothing_lost, submit_until_taken
from tests.stack import stack
from tests.waiting import wait_until


def test_killing_postgresql_under_load_loses_no_article(
    server_folder: Path, broker: ValkeyServer, tmp_path_factory: pytest.TempPathFactory
):
    # Written through the page cache: the server's death loses nothing, only the machine's would.
    data = server_folder / "restarted"
    server = postgres.start(data, durable=False)
    upgrade(server.url)
    with stack(normalised(server.url), broker, tmp_path_factory.mktemp("stack")) as running:
        items = [article(f"NATO said the road number {n} is safe.", outlet=f"Desk {n}") for n in range(30)]
        running.system.submit(items[:20])
        wait_until(lambda: running.system.queries.throughput().queues[0].done > 2, what="work under way")
        assert server.process is not None
        server.process.kill()
        server.process.wait()
        server = postgres.start(data, durable=False)
        submit_until_taken(running.system, items[20:])
        assert_nothing_lost(running.system, items)
    server.stop()
