"""Clocks that are an hour off, of a worker, a relay or the database, delay and repeat nothing that counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from services.embedded.valkey import ValkeyServer
from tests.articles import article
from tests.faults.conftest import Articles
from tests.settlement import assert_nothing_lost
from tests.stack import Stack, stack
from tests.waiting import wait_until

pytestmark = pytest.mark.faults

_SHIFT = text("""
    UPDATE jobs SET due_at = due_at + CAST(:by AS interval), rung_at = rung_at + CAST(:by AS interval),
      lease_until = lease_until + CAST(:by AS interval)
""")


def shift_clock(running: Stack, by: str) -> None:
    """What the database's clock does when it jumps the other way: all times it noted lie `by` further ahead of it."""
    with running.system.engine.begin() as connection:
        connection.execute(_SHIFT, {"by": by})


def test_a_relay_and_workers_whose_clocks_are_an_hour_apart_process_each_article_once(
    database_url: str, broker: ValkeyServer, tmp_path: Path, articles: Articles
):
    items = [*articles(40, "pier"), article("NATO said it is endless, for a while.")]
    with stack(database_url, broker, tmp_path, TEST_SLOW_SECONDS="3") as running:
        running.start_worker(module=("tests.skewed", "3600", "workers"))
        running.start_worker(module=("tests.skewed", "-3600", "workers"))
        wait_until(lambda: len(running.system.queries.throughput().workers) == 6, what="all workers")
        running.relays[0].kill()
        running.start_relay("tests.skewed", "3600", "workers.relay")
        running.system.submit(items)
        assert_nothing_lost(running.system, items, seconds=60)


@pytest.mark.parametrize("by", ["1 hour", "-1 hour"])
def test_a_database_clock_that_jumps_an_hour_stops_no_work(
    by: str, database_url: str, broker: ValkeyServer, tmp_path: Path, articles: Articles
):
    slow, items = article("NATO said it is endless, for a while."), articles(60, "ferry")
    with stack(database_url, broker, tmp_path, TEST_SLOW_SECONDS="3") as running:
        running.system.submit([slow, *items[:50]])
        running.under_way()
        shift_clock(running, by)
        # Work that nobody can finish: its lease would end in an hour.
        running.workers[0].kill()
        running.flush()
        shift_clock(running, by)
        running.start_worker()
        running.system.submit(items[50:])
        assert_nothing_lost(running.system, [slow, *items], seconds=60)
