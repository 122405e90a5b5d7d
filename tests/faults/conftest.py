"""Stacks for fault tests, and texts that are read in no time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from services.domain.article import Article
from services.embedded.valkey import ValkeyServer
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


@pytest.fixture(scope="session")
def articles() -> Articles:
    """Makes so many articles, each with a contradiction, about the thing named."""
    return lambda count, what: [article(TEXT.format(what=what, n=n), outlet=f"Desk {n}") for n in range(count)]
