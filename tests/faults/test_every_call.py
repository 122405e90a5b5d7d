"""An error at any single call to the database, from submitting to the last checkpoint, loses and repeats nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.bootstrap import System, system
from services.domain.article import Article
from services.settings import Settings, normalised
from tests.articles import article
from tests.breaking import Breaking, Machine
from tests.settlement import assert_nothing_lost


@pytest.fixture
def impatient(database_url: str) -> Iterator[System]:
    """A system with very short leases and waits."""
    made = system(Settings(
        database_url=normalised(database_url), redis_url=None, models="tests.models:models", lease_seconds=0.2,
        retry_seconds=0.01, resend_seconds=0.05, job_attempts=4,
    ))
    yield made
    made.close()


def lamp(n: object) -> Article:
    """An article that contradicts itself."""
    return article(f"NATO said the lamp number {n} is on. Russia said the lamp number {n} is not on.")


def break_at_calls(impatient: System, monkeypatch: pytest.MonkeyPatch, stride: int, *, together: bool) -> None:
    """Break before every call, and after every commit, of the whole way that two articles go, their jobs called for
    `together` or one by one; `stride` leaves out."""
    breaking, machine = Breaking(impatient.engine), Machine(impatient, monkeypatch, together=together)
    items = [lamp("first"), lamp("second")]
    breaking.arm(-1)
    machine.run(items)
    calls, commits = breaking.calls, breaking.commits
    assert calls > 50
    assert len(commits) > 15
    for after, points in ((False, range(1, calls + 1)), (True, commits)):
        for at in points[::stride]:
            breaking.arm(at, after=after)
            items += [lamp(f"{at} {after} left"), lamp(f"{at} {after} right")]
            machine.run(items[-2:])
    breaking.arm(-1)
    assert breaking.broken > 0.8 * (calls + len(commits)) / stride, "most of the breaks must have come to pass"
    machine.turn()
    assert_nothing_lost(impatient, items)


@pytest.mark.parametrize("together", [True, False])
def test_an_error_at_some_calls_to_the_database_loses_nothing(
    impatient: System, monkeypatch: pytest.MonkeyPatch, together: bool
):
    break_at_calls(impatient, monkeypatch, stride=24, together=together)


@pytest.mark.faults
@pytest.mark.parametrize("together", [True, False])
def test_an_error_at_every_call_to_the_database_loses_nothing(
    impatient: System, monkeypatch: pytest.MonkeyPatch, together: bool
):
    break_at_calls(impatient, monkeypatch, stride=1, together=together)
