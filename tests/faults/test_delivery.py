"""What may break between submitting and processing loses no article and does nothing twice."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.projections.rebuild import differences
from services.domain.article import Article
from services.embedded import valkey
from services.embedded.valkey import ValkeyServer
from tests.articles import article
from tests.stack import Stack, stack
from tests.waiting import wait_until

TEXT = "NATO said the {what} number {n} is safe. Russia said the {what} number {n} is not safe."


@pytest.fixture(scope="module")
def running(
    module_database_url: str, broker: ValkeyServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    with stack(module_database_url, broker, tmp_path_factory.mktemp("stack")) as started:
        yield started


def articles(count: int, what: str) -> list[Article]:
    return [article(TEXT.format(what=what, n=n), outlet=f"Desk {n}") for n in range(count)]


def assert_processed_once(running: Stack, items: list[Article]) -> None:
    """Every article is processed, each step of it happened once, and the read side bears the log out."""
    ids = {item.id for item in items}
    assert set(running.settled(ids).values()) == {"processed"}
    steps = Counter((e.stream, e.type) for e in running.system.queries.events(limit=10_000) if e.stream in ids)
    assert set(steps.values()) == {1}
    assert len(steps) == 3 * len(items)
    assert differences(running.system.engine) == {}


def test_flushing_the_broker_and_restarting_it_loses_no_article(running: Stack):
    items = articles(30, "bridge")
    running.system.submit(items[:15])
    wait_until(lambda: running.system.queries.throughput().queues[0].done > 0, what="work under way")
    running.flush()
    running.system.submit(items[15:])
    port = int(running.broker.url.rsplit(":", 1)[1].split("/")[0])
    running.broker.process.kill()
    running.broker.process.wait()
    running.broker.process = valkey.start(running.broker.data_dir, port=port).process
    assert_processed_once(running, items)


def test_a_worker_child_killed_mid_job_has_its_job_run_again_and_processed_once(running: Stack):
    items = [article("NATO said this is deadly."), *articles(4, "tower")]
    running.system.submit(items)
    assert_processed_once(running, items)
    died = [mark for mark in Path(running.environment["TEST_MARKS"]).iterdir() if len(mark.name) == 16]
    assert died, "no worker died, so this showed nothing"


def test_a_poison_article_fails_after_bounded_tries_and_others_go_on(running: Stack):
    poison, items = article("NATO said this is poison."), articles(6, "tunnel")
    running.system.submit([poison, *items])
    status = running.settled([poison.id, *(item.id for item in items)])
    assert status.pop(poison.id) == "failed"
    assert set(status.values()) == {"processed"}
    (job,) = running.system.queries.failed().items
    assert (job.article_id, job.attempts) == (poison.id, 3)
    assert "this text is poison" in (job.error or "")


def test_a_second_relay_takes_over_when_the_first_is_killed(running: Stack):
    running.start_relay()
    wait_until(lambda: "standing by" in running.log.read_text(), what="a relay that stands by")
    running.processes[0].kill()
    items = articles(3, "harbour")
    running.system.submit(items)
    assert_processed_once(running, items)


def test_a_whole_worker_killed_mid_job_is_survived_by_another(running: Stack):
    item = article("NATO said it is endless.")
    running.system.submit([item])
    wait_until(lambda: running.system.queries.article(item.id).status == "extracting", what="a worker at it")
    os.killpg(running.processes[1].pid, signal.SIGKILL)
    running.start_worker(TEST_SLOW_SECONDS="0")
    assert_processed_once(running, [item])
