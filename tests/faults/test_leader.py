"""One relay leads; when it is killed, cut off or hangs, another takes over, and nothing is done twice."""

from __future__ import annotations

import signal

from sqlalchemy import text

from db.leadership import RELAY_LOCK
from tests.crashing_relay import DEATHS
from tests.faults.conftest import Articles
from tests.settlement import assert_nothing_lost
from tests.stack import Stack
from tests.waiting import wait_until

_LEADER = text("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = :key AND granted AND database = "
               "(SELECT oid FROM pg_database WHERE datname = current_database())").bindparams(key=RELAY_LOCK)


def leaders(running: Stack) -> list[int]:
    """The database sessions that lead: one or none."""
    with running.system.engine.connect() as connection:
        return list(connection.execute(_LEADER).scalars())


def test_a_second_relay_takes_over_when_the_first_is_killed(running: Stack, articles: Articles):
    running.start_relay()
    running.says("standing by")
    running.relays[0].kill()
    items = articles(3, "harbour")
    running.system.submit(items)
    assert_nothing_lost(running.system, items)


def test_a_leader_whose_session_ends_leads_again_or_is_replaced(running: Stack, articles: Articles):
    items = articles(20, "fence")
    running.system.submit(items[:10])
    for _ in range(5):
        (leader,) = leaders(running) or [0]
        with running.system.engine.connect() as connection:
            connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": leader})
        wait_until(lambda gone=leader: leaders(running) not in ([], [gone]), what="another leading session")
    running.system.submit(items[10:])
    assert_nothing_lost(running.system, items)
    assert running.relays[-1].poll() is None


def test_a_leader_that_hangs_is_deposed_and_does_no_harm_when_it_wakes(running: Stack, articles: Articles):
    items = articles(9, "gate")
    hanging = running.relays[-1]
    hanging.send_signal(signal.SIGSTOP)
    running.start_relay()
    running.system.submit(items[:6])
    assert_nothing_lost(running.system, items[:6])
    hanging.send_signal(signal.SIGCONT)
    running.system.submit(items[6:])
    assert_nothing_lost(running.system, items)
    assert len(leaders(running)) == 1


def test_relays_that_die_between_rows_and_checkpoint_leave_neither_gap_nor_repetition(
    running: Stack, articles: Articles
):
    for relay in running.relays:
        relay.kill()
    items = articles(12, "mill")
    running.system.submit(items)
    for _ in range(DEATHS):
        assert running.start_relay("tests.crashing_relay").wait(30) == -signal.SIGKILL
    running.start_relay("tests.crashing_relay")
    assert_nothing_lost(running.system, items)
