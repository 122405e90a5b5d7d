"""Transactions of others, rolled back, long, idle or holding locks, delay what they must and lose nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack

import psycopg
import pytest
from sqlalchemy import text

from services.domain.contradiction import Judgement
from services.domain.events import NewEvent, VerdictRecorded
from services.domain.identity import event_id
from tests.faults.conftest import Articles
from tests.settlement import assert_nothing_lost, log_of
from tests.stack import Stack
from tests.waiting import wait_until


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    """Sessions that are closed after the test, whatever they have left open."""
    with ExitStack() as sessions:
        yield sessions


def session(opened: ExitStack, url: str) -> psycopg.Connection:
    """A session of somebody else's on the database that `url` names."""
    return opened.enter_context(psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True))


def elsewhere(event: str = "x") -> NewEvent:
    """An event of a stream that nobody works on."""
    number = event_id(1_700_000_000_000)
    return NewEvent(number, f"elsewhere-{event}", VerdictRecorded("f", Judgement.UNSURE, None, None), number, None, "t")


def test_decisions_that_are_rolled_back_leave_gaps_that_hold_up_nobody(running: Stack, articles: Articles):
    items = articles(12, "silo")
    for item in items:
        with running.system.start_uow() as work:
            work.log.append([elsewhere(item.id)])
        running.system.submit([item])
    assert_nothing_lost(running.system, items)
    positions = [event.position for event in log_of(running.system)]
    assert positions[-1] > len(positions), "there were no gaps, so this showed nothing"


def test_an_idle_transaction_in_another_database_holds_up_nothing(
    running: Stack, articles: Articles, empty_database_url: str, opened: ExitStack
):
    other = session(opened, empty_database_url)
    other.execute("BEGIN")
    other.execute("CREATE TABLE it_has_a_transaction_id (n integer)")
    items = articles(5, "well")
    running.system.submit(items)
    assert_nothing_lost(running.system, items, seconds=20)


def test_a_long_transaction_that_reads_holds_up_nothing(running: Stack, articles: Articles, opened: ExitStack):
    reader = session(opened, running.environment["DATABASE_URL"])
    reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    reader.execute("CREATE TEMPORARY TABLE it_has_a_transaction_id AS SELECT count(*) FROM events")
    items = articles(5, "pump")
    running.system.submit(items)
    assert_nothing_lost(running.system, items, seconds=20)


def test_an_append_left_open_delays_the_log_until_the_server_ends_it(running: Stack, articles: Articles):
    items = articles(5, "vane")
    with running.system.engine.connect() as idle:
        idle.execute(text("SET idle_in_transaction_session_timeout = '1500ms'"))
        idle.commit()
        with running.system.start_uow() as work:
            work._connection, own = idle, work._connection
            own.close()
            work.log = type(work.log)(idle)
            work.log.append([elsewhere("idle")])
            running.system.submit(items)
            assert {running.system.queries.article(item.id).status for item in items} == {"queued"}
            assert_nothing_lost(running.system, items, seconds=20)
            idle.invalidate()


def test_a_table_that_somebody_locks_for_a_while_stops_work_for_no_longer(
    running: Stack, articles: Articles, opened: ExitStack
):
    blocker = session(opened, running.environment["DATABASE_URL"])
    items = articles(5, "dyke")
    for table in ("jobs", "events", "projections.claims"):
        blocker.execute("BEGIN")
        blocker.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())
        waiting = threading.Thread(target=running.system.submit, args=([items.pop()],), daemon=True)
        waiting.start()
        wait_until(lambda: blocked(blocker) > 0, what="somebody who waits")
        blocker.execute("COMMIT")
        waiting.join(20)
    running.system.submit(articles(5, "dyke"))
    assert_nothing_lost(running.system, articles(5, "dyke"), seconds=30)


def blocked(link: psycopg.Connection) -> int:
    """How many sessions wait for a lock."""
    row = link.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
    return row[0] if row else 0
