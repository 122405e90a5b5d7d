"""What may break between submitting and processing loses no article and does nothing twice."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from celery import Celery
from sqlalchemy import text

from tests.articles import article
from tests.faults.conftest import Articles
from tests.settlement import assert_nothing_lost
from tests.stack import Process, Stack
from tests.waiting import wait_until
from workers.doorbell import TASKS


def test_flushing_the_broker_and_restarting_it_loses_no_article(running: Stack, articles: Articles):
    items = articles(30, "bridge")
    running.system.submit(items[:15])
    running.under_way()
    running.flush()
    running.system.submit(items[15:])
    running.restart_broker()
    assert_nothing_lost(running.system, items)


def test_a_worker_child_killed_mid_job_has_its_job_run_again_and_processed_once(running: Stack, articles: Articles):
    items = [article("NATO said this is deadly."), *articles(4, "tower")]
    running.system.submit(items)
    assert_nothing_lost(running.system, items)
    died = [mark for mark in Path(running.environment["TEST_MARKS"]).iterdir() if len(mark.name) == 16]
    assert died, "no worker died, so this showed nothing"


def test_a_poison_article_fails_after_bounded_tries_and_others_go_on(running: Stack, articles: Articles):
    poison, items = article("NATO said this is poison."), articles(6, "tunnel")
    running.system.submit([poison, *items])
    assert_nothing_lost(running.system, items, failed=[poison])
    (job,) = [job for job in running.system.queries.failed().items if job.article_id == poison.id]
    assert job.attempts == 3
    assert "this text is poison" in (job.error or "")


def test_a_job_delivered_many_times_is_done_once(running: Stack, articles: Articles):
    items = articles(3, "canal")
    running.system.submit(items)
    assert_nothing_lost(running.system, items)
    again = [item for item in articles(6, "lock") if item not in items]
    running.system.submit(again)
    app = Celery(broker=running.broker.url)
    with running.system.engine.connect() as connection:
        wait_until(lambda: len(connection.execute(_JOBS, _ids(again)).all()) == len(again), what="jobs")
        jobs = connection.execute(_JOBS, _ids([*items, *again])).all()
    for _ in range(10):
        for job in jobs:
            app.send_task(TASKS[job.consumer], (job.id,), queue="counterclaim", ignore_result=True)
    app.close()
    running.says("was taken or done already", times=9 * len(jobs))
    assert_nothing_lost(running.system, [*items, *again])


def test_a_child_that_hangs_loses_its_job_and_its_late_result_counts_for_nothing(running: Stack, articles: Articles):
    item = article("NATO said it is endless, for a while.")
    others = _living(running)
    worker = running.start_worker(concurrency=1, TEST_SLOW_SECONDS="3")
    _signal(signal.SIGSTOP, *others)
    running.system.submit([item])
    wait_until(lambda: running.system.queries.article(item.id).status == "extracting", what="a worker at it")
    _signal(signal.SIGSTOP, worker)
    _signal(signal.SIGCONT, *others)
    assert_nothing_lost(running.system, [item])
    _signal(signal.SIGCONT, worker)
    running.says("went to another worker")
    assert_nothing_lost(running.system, [item])


def _living(running: Stack) -> list[Process]:
    return [worker for worker in running.workers if worker.poll() is None]


def _signal(number: signal.Signals, *workers: Process) -> None:
    for worker in workers:
        os.killpg(worker.pid, number)


def test_a_whole_worker_killed_mid_job_is_survived_by_another(running: Stack):
    _signal(signal.SIGKILL, *_living(running))
    running.start_worker(TEST_SLOW_SECONDS="60")
    item = article("NATO said it is endless.")
    running.system.submit([item])
    wait_until(lambda: running.system.queries.article(item.id).status == "extracting", what="a worker at it")
    _signal(signal.SIGKILL, *_living(running))
    running.start_worker()
    assert_nothing_lost(running.system, [item])


_JOBS = text("SELECT CAST(id AS text) AS id, consumer FROM jobs WHERE article_id = ANY (:ids) AND consumer = 'extract'")


def _ids(items: list) -> dict[str, list[str]]:
    return {"ids": [item.id for item in items]}
