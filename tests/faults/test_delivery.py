"""What may break between submitting and processing loses no article and does nothing twice."""

from __future__ import annotations

import os
import signal
from collections import Counter

from db.projections.rebuild import differences
from services.embedded import valkey
from tests.articles import article
from tests.stack import stack
from tests.waiting import wait_until


TEXT = "NATO said the bridge number {n} is safe. Russia said the bridge number {n} is not safe."


def articles(count: int):
    return [article(TEXT.format(n=n), outlet=f"Desk {n}") for n in range(count)]


def processed_once(running, items) -> None:
    """Every article is processed, each step of it happened once, and the read side bears the log out."""
    ids = [item.id for item in items]
    assert set(running.settled(ids).values()) == {"processed"}
    steps = Counter((e.stream, e.type) for e in running.system.queries.events(limit=10_000))
    assert set(steps.values()) == {1}
    assert len(steps) == 3 * len(items)
    assert differences(running.system.engine) == {}


def test_flushing_the_broker_and_restarting_it_loses_no_article(database_url, broker, tmp_path):
    with stack(database_url, broker, tmp_path) as running:
        first, second = articles(30)[:15], articles(30)[15:]
        running.system.submit(first)
        wait_until(lambda: running.system.queries.throughput().log_position > len(first), what="work under way")
        running.flush()
        running.system.submit(second)
        port = int(broker.url.rsplit(":", 1)[1].split("/")[0])
        broker.process.kill()
        broker.process.wait()
        restarted = valkey.start(tmp_path / "valkey", port=port)
        processed_once(running, [*first, *second])
        restarted.stop()


def test_a_worker_child_killed_mid_job_has_its_job_run_again_and_processed_once(database_url, broker, tmp_path):
    with stack(database_url, broker, tmp_path) as running:
        items = [article("NATO said suicide is no way."), *articles(4)]
        running.system.submit(items)
        processed_once(running, items)
        job = next(e for e in running.system.queries.events() if e.stream == items[0].id)
        assert list(tmp_path.glob("[0-9a-f]*")), f"the worker must have died on {job.stream}"


def test_a_whole_worker_killed_mid_job_is_survived_by_another(database_url, broker, tmp_path):
    with stack(database_url, broker, tmp_path, TEST_SLOW_SECONDS="30", concurrency=1) as running:
        items = [article("NATO said it is slow.")]
        running.system.submit(items)
        wait_until(lambda: running.system.queries.article(items[0].id).status == "extracting", what="a worker at it")
        os.killpg(running.worker.pid, signal.SIGKILL)
        running.worker.wait()
        with stack(database_url, broker, tmp_path, TEST_SLOW_SECONDS="0") as other:
            processed_once(other, items)


def test_a_poison_article_fails_after_bounded_tries_and_others_go_on(database_url, broker, tmp_path):
    with stack(database_url, broker, tmp_path) as running:
        poison, items = article("NATO said this is poison."), articles(6)
        running.system.submit([poison, *items])
        status = running.settled([poison.id, *(item.id for item in items)])
        assert status.pop(poison.id) == "failed"
        assert set(status.values()) == {"processed"}
        (job,) = running.system.queries.failed().items
        assert (job.article_id, job.attempts) == (poison.id, 3)
        assert "this text is poison" in (job.error or "")


def test_a_second_relay_takes_over_when_the_first_is_killed(database_url, broker, tmp_path):
    with stack(database_url, broker, tmp_path) as running, stack(database_url, broker, tmp_path) as other:
        items = articles(6)
        running.system.submit(items[:3])
        running.settled([item.id for item in items[:3]])
        running.relay.kill()
        other.system.submit(items[3:])
        processed_once(other, items)
