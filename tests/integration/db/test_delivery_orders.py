"""In whatever order jobs are delivered, and however often: the same findings, and projections that fold the same."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from db.dispatch import Ring
from db.projections.projector import Projector
from db.projections.rebuild import differences
from db.projections.tables import REBUILT, checkpoint
from db.tables import event_keys, events, jobs
from services.bootstrap import System
from services.domain.contradiction import Judgement
from tests.integration.conftest import system_on
from tests.integration.db.test_projections import corpus
from tests.turning import Turning

ARTICLES = [item for n, item in enumerate(corpus()) if n in (0, 1, 2, 4, 5)]


@pytest.fixture(scope="module")
def shared(module_database_url: str):
    """One system for all examples; each empties the database."""
    made = system_on(module_database_url)
    yield made
    made.close()


@contextmanager
def emptied(system: System):
    with system.engine.begin() as connection:
        for table in (events, event_keys, jobs, *(t for t in REBUILT if t is not checkpoint)):
            connection.execute(table.delete())
        connection.execute(text("UPDATE projections.checkpoint SET position = (SELECT position FROM watermark)"))
        connection.execute(text("UPDATE cursors SET position = (SELECT position FROM watermark)"))
    yield system


def pairs(system: System) -> set[tuple[str, str, str]]:
    report = system.queries.report()
    return {(f.relation, *sorted((f.a.text, f.b.text))) for f in (*report.contradictions, *report.agreements)}


def rows(system: System) -> dict[str, list[str]]:
    with system.engine.connect() as connection:
        return {
            table.name: sorted(map(str, connection.execute(table.select()).all()))
            for table in REBUILT if table.name != "checkpoint"
        }


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(1, 7))
def test_any_order_and_repetition_of_deliveries_gives_the_same_findings_and_the_same_rows(shared, dice, page):
    with emptied(shared) as system:
        turning = Turning(system)
        system.submit(ARTICLES)
        delivered: list[Ring] = []

        def order(rings: list[Ring]) -> list[Ring]:
            delivered.extend(rings)
            some = dice.sample(delivered, min(3, len(delivered)))
            return dice.sample([*rings, *rings, *some], 2 * len(rings) + len(some))

        turning.run(order)
        system.record_verdict(system.queries.findings().items[0].id, Judgement.CONFIRMED)
        turning.run(order)
        found = pairs(system)
        assert found == PAIRS.setdefault("first", found)
        assert differences(system.engine) == {}
        live = rows(system)
        refold(system, page)
        assert rows(system) == live, page


PAIRS: dict[str, set[tuple[str, str, str]]] = {}
"""What the first order found; every other must find the same."""


def refold(system: System, page: int) -> None:
    """Empty the read side and fold the log again, `page` events at a time."""
    with system.engine.begin() as connection:
        for table in REBUILT:
            if table.name != "checkpoint":
                connection.execute(table.delete())
        connection.execute(text("UPDATE projections.checkpoint SET position = 0"))
    Projector(system.engine, page=page).catch_up()
