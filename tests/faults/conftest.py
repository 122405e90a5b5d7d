"""Stacks for fault tests, and texts that are read in no time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from services.bootstrap import System, system
from services.domain.article import Article
from services.embedded.valkey import ValkeyServer
from services.settings import Settings, normalised
from tests.articles import article
from tests.stack import Stack, stack

Articles = Callable[[int, str], list[Article]]
TEXT = "NATO said the {what} number {n} is safe. Russia said the {what} number {n} is not safe."


@pytest.fixture(scope="module")
def running(
    module_database_url: str, broker: ValkeyServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """A relay and a worker that the tests of a file share."""
    with stack(module_database_url, broker, tmp_path_factory.mktemp("stack")) as started:
        yield started


@pytest.fixture
def alone(database_url: str) -> Iterator[System]:
    """A system without any process; the test turns relay and worker itself."""
    made = system(Settings(database_url=normalised(database_url), redis_url=None, models="tests.models:models"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def articles() -> Articles:
    """Makes so many articles, each with a contradiction, about the thing named."""
    return lambda count, what: [article(TEXT.format(what=what, n=n), outlet=f"Desk {n}") for n in range(count)]
