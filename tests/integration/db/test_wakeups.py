"""Readers of the log are woken as it grows, and look by themselves where nobody wakes them."""

import threading
import time

from sqlalchemy import text

from db.wakeups import Wakeups
from db.watermark import Leader
from tests.articles import article


def test_a_reader_is_woken_when_the_mark_moves_and_not_before(running, database_url):
    wakeups, heard = Wakeups(database_url), []
    assert not wakeups.wait(0.05)
    listener = threading.Thread(target=lambda: heard.append(wakeups.wait(30)))
    listener.start()
    running.submit([article("NATO said the strikes are just.")])
    Leader(running.engine).catch_up()
    listener.join(25)
    assert heard == [True]
    wakeups.close()


def test_a_listener_whose_connection_is_ended_waits_and_listens_again(running, database_url):
    wakeups = Wakeups(database_url)
    assert not wakeups.wait(0.01)
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'counterclaim-tail'"
    with running.engine.begin() as connection:
        assert connection.execute(text(end)).scalars().all().count(True) == 1
    began = time.monotonic()
    assert not wakeups.wait(0.2)
    assert time.monotonic() - began >= 0.15, "where it can't listen it waits as long as a poll would"
    assert not wakeups.wait(0.01)
    running.submit([article("NATO said the strikes are just.")])
    Leader(running.engine).catch_up()
    assert wakeups.wait(25)
    wakeups.close()
