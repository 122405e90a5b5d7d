"""Quick jobs are taken and finished together, and yet each stands by itself: a bad or slow one harms no other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import text

from db.dispatch import Ring
from services.bootstrap import System
from services.domain.article import Article
from services.domain.claim import Attribution
from tests.articles import article
from tests.breaking import Breaking, Machine
from tests.models import PlainExtractor
from tests.settlement import assert_nothing_lost
from tests.turning import Turning
from tests.waiting import wait_until
from workers import job, tasks

LEASES = text("SELECT attempts FROM jobs WHERE consumer = 'extract' ORDER BY position")


class Meeting(PlainExtractor):
    """Calls `met` before it reads a text that has the word."""

    def __init__(self, word: str, met: Callable[[], None]) -> None:
        self._word, self._met = word, met

    def extract(self, text: str, **options: object) -> tuple[Attribution, ...]:
        if self._word in text:
            self._met()
        return super().extract(text, **options)  # type: ignore[arg-type]


@pytest.fixture
def machine(running: System, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Relay and tasks without processes, and no job so slow that the others would not wait."""
    monkeypatch.setattr(job, "LONG_S", 60.0)
    return Machine(running, monkeypatch)


def submitted(running: System, turning: Turning, *texts: str) -> tuple[list[Article], list[str]]:
    """Articles of these texts, in their order, and the ids of the jobs to read them."""
    items = [article(said, outlet=f"Desk {n}") for n, said in enumerate(texts)]
    for item in items:
        running.submit([item])
    return items, [ring.job_id for ring in turning.relay()]


def lamps(count: int) -> list[str]:
    return [f"NATO said lamp {n} is on. Russia said lamp {n} is not on." for n in range(count)]


def meet(running: System, monkeypatch: pytest.MonkeyPatch, word: str, met: Callable[[], None]) -> None:
    monkeypatch.setitem(running.__dict__, "models", replace(running.models, extractor=Meeting(word, met)))


def release(running: System) -> None:
    with running.engine.begin() as connection:
        connection.execute(text("UPDATE jobs SET lease_until = now() - interval '1 s' WHERE state = 'running'"))


def make_due(running: System) -> None:
    with running.engine.begin() as connection:
        connection.execute(text("UPDATE jobs SET due_at = now() - interval '1 s' WHERE state = 'pending'"))


def attempts(running: System) -> Sequence[int]:
    with running.engine.connect() as connection:
        return connection.execute(LEASES).scalars().all()


def test_quick_jobs_are_taken_by_one_statement_and_finished_by_one_commit(
    running: System, turning: Turning, machine: Machine
):
    items, jobs = submitted(running, turning, *lamps(20))
    counting = Breaking(running.engine)
    counting.arm(-1)
    tasks.extract(*jobs)
    reading = 20
    assert counting.calls <= reading + 6
    assert len(counting.commits) <= 2
    turning.run()
    assert_nothing_lost(running, items)


def test_of_jobs_together_the_bad_ones_fail_alone(running: System, turning: Turning, machine: Machine):
    items, jobs = submitted(running, turning, *lamps(3), "NATO said this is poison.", *lamps(6)[3:])
    tasks.extract(*jobs)
    assert [running.queries.job(number).state for number in jobs] == ["done"] * 3 + ["pending"] + ["done"] * 3
    while not running.queries.failed().items:
        make_due(running)
        turning.relay()
        tasks.extract(jobs[3])
    turning.run()
    assert_nothing_lost(running, [*items[:3], *items[4:]], failed=[items[3]])


def test_jobs_together_do_not_wait_for_one_that_turns_out_slow(
    running: System, turning: Turning, machine: Machine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(job, "LONG_S", 0.05)
    items, jobs = submitted(running, turning, *lamps(2), "NATO said this is slow.", *lamps(4)[2:])
    seen: list[list[str]] = []

    def until_the_others_are_settled() -> None:
        def states() -> list[str]:
            return [running.queries.job(number).state for number in jobs]

        wait_until(lambda: "running" not in states()[:2] + states()[3:], seconds=20, what="the others settled")
        seen.append(states())

    meet(running, monkeypatch, "slow", until_the_others_are_settled)
    tasks.extract(*jobs)
    assert seen == [["done", "done", "running", "pending", "pending"]]
    assert running.queries.job(jobs[2]).state == "done"
    turning.run()
    assert_nothing_lost(running, items)
    assert attempts(running) == [1] * 5


def test_the_death_of_their_worker_costs_none_of_several_jobs_an_attempt_and_then_each_goes_alone(
    running: System, turning: Turning
):
    items, jobs = submitted(running, turning, *lamps(4))
    with running.start_uow(atomic=False) as work:
        assert len(work.take(jobs)) == 4
    release(running)
    turning.relay()
    assert attempts(running) == [0] * 4
    make_due(running)
    rings: list[Ring] = turning.relay()
    assert [ring.untried for ring in rings] == [False] * 4
    with running.start_uow(atomic=False) as work:
        assert work.take(jobs) == []
        assert len(work.take(jobs[:1])) == 1
    release(running)
    turning.relay()
    assert attempts(running) == [1, 0, 0, 0], "a job that was alone when its worker died has used up an attempt"
    make_due(running)
    turning.run()
    assert_nothing_lost(running, items)


def test_of_jobs_together_one_that_went_to_another_worker_counts_there_and_the_others_here(
    running: System, turning: Turning, machine: Machine, monkeypatch: pytest.MonkeyPatch
):
    items, jobs = submitted(running, turning, *lamps(3))

    def meanwhile() -> None:
        release(running)
        with running.engine.begin() as connection:
            connection.execute(text("UPDATE jobs SET state = 'pending' WHERE id = CAST(:id AS uuid)"), {"id": jobs[0]})
        assert turning.work(jobs[0])

    meet(running, monkeypatch, "lamp 2", meanwhile)
    tasks.extract(*jobs)
    turning.run()
    assert_nothing_lost(running, items)
    assert attempts(running) == [2, 1, 1]


def test_of_two_workers_called_to_the_same_jobs_each_job_goes_to_one(running: System, turning: Turning):
    _, jobs = submitted(running, turning, *lamps(12))
    given: list[list[str]] = []

    def take() -> None:
        with running.start_uow(atomic=False) as work:
            given.append([taken.lease.job_id for taken in work.take(jobs)])

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(number for numbers in given for number in numbers) == sorted(jobs)
