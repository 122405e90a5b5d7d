"""A broker that is full, gone or confused delays work and loses none."""

from __future__ import annotations

from pathlib import Path

import pytest
from redis import Redis

from services.embedded.valkey import ValkeyServer
from tests.faults.conftest import Articles
from tests.settlement import assert_nothing_lost
from tests.stack import Stack, stack
from tests.waiting import wait_until

pytestmark = pytest.mark.faults


def limit(running: Stack, size: str) -> None:
    with Redis.from_url(running.broker.url) as redis:
        redis.config_set("maxmemory", size)


def test_a_broker_out_of_memory_loses_no_article(
    database_url: str, broker: ValkeyServer, tmp_path: Path, articles: Articles
):
    items = articles(60, "dam")
    with stack(database_url, broker, tmp_path) as running:
        running.system.submit(items[:20])
        running.under_way()
        limit(running, "1")
        running.system.submit(items[20:])
        running.says("the broker is away")
        limit(running, "0")
        assert_nothing_lost(running.system, items, seconds=60)
        assert all(process.poll() is None for process in running.processes), "nobody may die of it"


def test_a_broker_that_is_gone_for_a_while_loses_no_article_and_stops_nobody_for_good(
    database_url: str, broker: ValkeyServer, tmp_path: Path, articles: Articles
):
    items = articles(40, "weir")
    with stack(database_url, broker, tmp_path) as running:
        running.system.submit(items[:20])
        running.under_way()
        broker.process.kill()
        broker.process.wait()
        running.system.submit(items[20:])
        running.says("the broker is away")
        wait_until(lambda: jobs(running) >= len(items), what="jobs made without the broker")
        running.restart_broker()
        assert_nothing_lost(running.system, items, seconds=60)
        assert all(process.poll() is None for process in running.processes)


def jobs(running: Stack) -> int:
    """How many articles the database has work for."""
    queue = running.system.queries.throughput().queues[0]
    return queue.pending + queue.running + queue.done
