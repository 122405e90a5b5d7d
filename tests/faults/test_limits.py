"""An article that takes too long, too much memory, or a worker's life each time ends in the failed list, with the
reason; others go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from services.domain.article import Article
from services.embedded.valkey import ValkeyServer
from tests.articles import article
from tests.faults.conftest import TEXT
from tests.settlement import assert_nothing_lost, settled
from tests.stack import Stack, stack

LIMITS = {
    "COUNTERCLAIM_JOB_SECONDS": "2", "COUNTERCLAIM_WORKER_MEMORY_MB": "200", "COUNTERCLAIM_JOB_ATTEMPTS": "2",
    "TEST_SLOW_SECONDS": "60",
}
BAD = {
    "slow": "NATO said it is endless.", "stuck": "NATO said it is stuck.", "hungry": "NATO said it is hungry.",
    "fatal": "NATO said it is fatal.",
}


@dataclass
class Case:
    """One stack with narrow limits, to which all articles were given at once."""

    running: Stack
    good: list[Article]
    bad: dict[str, Article]

    def error(self, name: str) -> str:
        """What the failed list says of the article."""
        settled(self.running.system, [self.bad[name]])
        (job,) = [j for j in self.running.system.queries.failed().items if j.article_id == self.bad[name].id]
        assert job.attempts == 2
        return job.error or ""


@pytest.fixture(scope="module")
def case(
    module_database_url: str, broker: ValkeyServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Case]:
    with stack(module_database_url, broker, tmp_path_factory.mktemp("stack"), concurrency=4, **LIMITS) as running:
        good = [article(TEXT.format(what="quay", n=n), outlet=f"Desk {n}") for n in range(6)]
        bad = {name: article(text) for name, text in BAD.items()}
        running.system.submit([*bad.values(), *good])
        yield Case(running, good, bad)


def test_an_article_that_takes_too_long_fails_with_that_reason(case: Case):
    assert "COUNTERCLAIM_JOB_SECONDS (2)" in case.error("slow")


def test_an_article_that_heeds_no_limit_is_killed_and_fails(case: Case):
    assert "the worker died or ran out of time or memory in each of 2 attempts" in case.error("stuck")


def test_an_article_that_takes_memory_without_end_fails_with_that_reason(case: Case):
    assert "COUNTERCLAIM_WORKER_MEMORY_MB (200)" in case.error("hungry")


def test_an_article_that_kills_every_worker_fails_after_bounded_tries(case: Case):
    assert "the worker died" in case.error("fatal")


def test_the_others_are_processed_once(case: Case):
    assert_nothing_lost(case.running.system, case.good, failed=case.bad.values())
