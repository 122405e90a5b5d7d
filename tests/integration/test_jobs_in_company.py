"""Quick jobs are taken and finished together, and yet each stands by itself: a bad or slow one harms no other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import ClassVar

import pytest
from sqlalchemy import text

from db.dispatch import Ring
from services.bootstrap import System
from services.domain.article import Article
from services.domain.claim import Attribution
from services.usecases.ports import Answer
from tests.articles import article
from tests.breaking import Breaking, Machine
from tests.models import PlainExtractor
from tests.settlement import assert_nothing_lost
from tests.turning import Turning
from workers import job, outcomes, tasks
from workers.hand import Hand

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


class Alarm:
    """A timer that goes off when the test says so, on a thread of its own."""

    set_up: ClassVar[list[Alarm]] = []

    def __init__(self, seconds: float, call: Callable[..., object], args: tuple[object, ...]) -> None:
        self.seconds, self._call, self._args = seconds, call, args
        self.daemon = self.started = False

    def start(self) -> None:
        self.started = True
        self.set_up.append(self)

    def cancel(self) -> None:
        self.started = False

    def go_off(self) -> None:
        thread = threading.Thread(target=self._call, args=self._args)
        thread.start()
        thread.join()


def test_jobs_together_do_not_wait_for_one_that_turns_out_slow(
    running: System, turning: Turning, machine: Machine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(job, "threading", SimpleNamespace(Timer=Alarm))
    monkeypatch.setattr(Alarm, "set_up", [])
    items, jobs = submitted(running, turning, *lamps(2), "NATO said this is slow.", *lamps(4)[2:])
    seen: list[list[str]] = []

    def the_alarm_goes_off() -> None:
        (alarm,) = Alarm.set_up
        assert (alarm.started, alarm.seconds) == (True, job.LONG_S)
        alarm.go_off()
        seen.append([running.queries.job(number).state for number in jobs])

    meet(running, monkeypatch, "slow", the_alarm_goes_off)
    tasks.extract(*jobs)
    assert seen == [["done", "done", "running", "pending", "pending"]]
    assert running.queries.job(jobs[2]).state == "done"
    turning.run()
    assert_nothing_lost(running, items)
    assert attempts(running) == [1] * 5


def test_no_answer_is_left_to_wait_for_a_slow_job_that_began_while_the_alarm_went_off(
    running: System, turning: Turning, machine: Machine, monkeypatch: pytest.MonkeyPatch
):
    _, jobs = submitted(running, turning, *lamps(3))
    with running.start_uow(atomic=False) as work:
        taken = work.take(jobs)
    hand = Hand(taken)
    give_back = outcomes._put_back

    def as_the_worker_goes_on(*given: object, **options: object) -> object:
        hand.answered(Answer(taken[0].lease, (), 0.0))
        assert hand.next() is None, "nothing more may be begun once the rest is let go of"
        return give_back(*given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(outcomes, "_put_back", as_the_worker_goes_on)
    assert hand.next() is taken[0]
    outcomes.let_go(hand)
    assert [running.queries.job(number).state for number in jobs] == ["done", "pending", "pending"]


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
