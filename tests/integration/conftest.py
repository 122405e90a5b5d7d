"""A system on a fresh database, and a relay and a worker that the test itself turns by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from services.bootstrap import System, system
from services.settings import Settings
from tests.turning import Turning


def system_on(url: str, **settings: Any) -> System:
    """The system on a database, with the models of the tests."""
    return system(Settings(database_url=url, redis_url=None, models="tests.models:models", **settings))


@pytest.fixture
def running(database_url: str) -> Iterator[System]:
    """The system, with the models of the tests."""
    made = system_on(database_url)
    yield made
    made.close()


@pytest.fixture
def turning(running: System) -> Turning:
    """Relay and worker, turned by hand."""
    return Turning(running)
