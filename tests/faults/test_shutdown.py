"""Workers that are told to stop finish what they have in hand, or put it back uncounted; none is lost."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.projections.rebuild import differences
from services.domain.article import Article
from services.embedded.valkey import ValkeyServer
from tests.articles import article
from tests.faults.conftest import Articles
from tests.settlement import assert_nothing_lost
from tests.stack import Process, Stack, end, stack
from tests.waiting import wait_until

pytestmark = pytest.mark.faults


@pytest.fixture
def running(database_url: str, broker: ValkeyServer, tmp_path: Path) -> Iterator[Stack]:
    """A relay without any worker; leases are so long that nothing comes back by their end."""
    with stack(database_url, broker, tmp_path, workers=0, COUNTERCLAIM_LEASE_SECONDS="60") as started:
        yield started


def at_work(running: Stack, slow_s: float, **environment: str) -> tuple[Article, Process]:
    """An article that a worker, which will need `slow_s` for it, has just begun to read."""
    item = article("NATO said it is endless.")
    worker = running.start_worker(TEST_SLOW_SECONDS=str(slow_s), **environment)
    running.system.submit([item])
    wait_until(lambda: running.system.queries.article(item.id).status == "extracting", what="a worker at it")
    return item, worker


def attempts(running: Stack) -> list[int]:
    with running.system.engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT attempts FROM jobs ORDER BY position").scalars())


def test_a_warm_shutdown_waits_for_the_work_in_hand(running: Stack):
    item, worker = at_work(running, 1.5)
    worker.send_signal(signal.SIGINT)
    assert worker.wait(20) == 0
    assert running.system.queries.throughput().queues[0].done == 1
    running.start_worker()
    assert_nothing_lost(running.system, [item])
    assert attempts(running) == [1, 1]


def test_a_soft_shutdown_lets_short_work_end(running: Stack):
    item, worker = at_work(running, 1.5, COUNTERCLAIM_SHUTDOWN_SECONDS="120")
    worker.send_signal(signal.SIGTERM)
    worker.wait(60)
    assert running.system.queries.throughput().queues[0].done == 1
    running.start_worker()
    assert_nothing_lost(running.system, [item])
    assert attempts(running) == [1, 1]


def test_a_soft_shutdown_puts_long_work_back_for_another_worker_and_counts_no_attempt(running: Stack):
    item, worker = at_work(running, 60, COUNTERCLAIM_SHUTDOWN_SECONDS="1")
    worker.send_signal(signal.SIGTERM)
    worker.wait(20)
    running.start_worker()
    assert_nothing_lost(running.system, [item], seconds=20)
    assert attempts(running) == [1, 1]


def test_a_cold_shutdown_puts_work_back_at_once(running: Stack):
    item, worker = at_work(running, 60, COUNTERCLAIM_SHUTDOWN_SECONDS="0")
    worker.send_signal(signal.SIGQUIT)
    worker.wait(20)
    running.start_worker()
    assert_nothing_lost(running.system, [item], seconds=20)
    assert attempts(running) == [1, 1]


def test_starting_and_stopping_everything_over_and_over_loses_nothing(
    database_url: str, broker: ValkeyServer, tmp_path: Path, articles: Articles
):
    dice, items = random.Random(11), articles(400, "road")
    with stack(database_url, broker, tmp_path, workers=2, COUNTERCLAIM_SHUTDOWN_SECONDS="0.2") as running:
        until = time.monotonic() + 45
        given = 0
        while time.monotonic() < until:
            given = submit_some(running, items, given, dice)
            replace_one(running, dice)
        running.system.submit(items[given:])
        assert_nothing_lost(running.system, items, seconds=120)
        assert differences(running.system.engine) == {}


def submit_some(running: Stack, items: list[Article], given: int, dice: random.Random) -> int:
    count = dice.randint(0, 20)
    running.system.submit(items[given:given + count])
    return min(len(items), given + count)


def replace_one(running: Stack, dice: random.Random) -> None:
    """End a relay or a worker, in one way or another, at any point of its life, and start one in its place."""
    kind = dice.choice(["relay", "worker", "worker"])
    victim = (running.relays if kind == "relay" else running.workers)[-dice.choice([1, 2 if kind == "worker" else 1])]
    replacement = running.start_relay if kind == "relay" else lambda: running.start_worker(concurrency=1)
    way = dice.choice([signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
    if victim.poll() is None and way == signal.SIGKILL:
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait()
    elif victim.poll() is None:
        victim.send_signal(way)
        end(victim)
    replacement()
    # Some are ended again before they have begun.
    wait_until(lambda: dice.random() < 0.04, what="a moment")
