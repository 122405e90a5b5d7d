"""Connections to the database that break at random, from the first one on, lose no article and do nothing twice."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from services.bootstrap import system
from services.domain.errors import ServiceUnavailable
from services.embedded.valkey import ValkeyServer
from services.settings import Settings, normalised
from tests.faults.conftest import Articles
from tests.proxy import proxy
from tests.settlement import assert_nothing_lost
from tests.stack import stack
from tests.waiting import wait_until

pytestmark = pytest.mark.faults


def test_connections_that_break_at_random_lose_nothing(
    database_url: str, broker: ValkeyServer, tmp_path: Path, articles: Articles
):
    items = articles(150, "lane")
    with proxy(database_url) as between:
        url = between.url(urlsplit(database_url).path[1:])
        between.breaks = 0.02
        submitting = system(Settings(database_url=normalised(url), redis_url=None))
        # Attempts are not what is tested here: an outage longer than a lease costs one.
        with stack(database_url, broker, tmp_path, DATABASE_URL=url, COUNTERCLAIM_JOB_ATTEMPTS="50") as running:
            for item in items:
                wait_until(lambda item=item: submitted(submitting, item), seconds=20, what="an accepted article")
            wait_until(lambda: between.cut > 200, seconds=90, what="enough broken connections")
            between.breaks = 0.0
            assert_nothing_lost(running.system, items)
            assert all(process.poll() is None for process in running.processes)
        submitting.close()


def submitted(submitting, item) -> bool:
    """Submit as a client does that tries again when it hears of no success: the same article is one article."""
    try:
        submitting.submit([item])
    except ServiceUnavailable:
        return False
    return True
