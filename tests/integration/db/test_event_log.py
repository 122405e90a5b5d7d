"""The log: optimistic concurrency, idempotency, and a mark up to which it is final."""

import threading

import pytest
from sqlalchemy import text

from db.event_log import SqlEventLog
from db.watermark import Leader
from services.domain.contradiction import Judgement
from services.domain.errors import ConcurrencyConflict
from services.domain.events import NewEvent, VerdictRecorded
from services.domain.identity import event_id


def verdict(stream: str, number: str | None = None) -> NewEvent:
    number = number or event_id(1_700_000_000_000)
    return NewEvent(number, stream, VerdictRecorded(stream, Judgement.UNSURE, None, None), number, None, "test")


def append(running, events, expected=None):
    with running.start_uow() as work:
        stored = work.log.append(events, expected=expected)
        work.commit()
    return stored


def test_versions_count_up_within_each_stream(running):
    stored = append(running, [verdict("a"), verdict("b"), verdict("a")])
    assert [(e.stream, e.version) for e in stored] == [("a", 1), ("b", 1), ("a", 2)]
    assert [e.version for e in append(running, [verdict("a")])] == [3]
    with running.start_uow() as work:
        assert [e.version for e in work.log.stream("a")] == [1, 2, 3]
        assert work.log.event(stored[1].id) == stored[1]


def test_a_stream_that_moved_on_refuses_the_event(running):
    append(running, [verdict("a")], expected={"a": 0})
    with pytest.raises(ConcurrencyConflict):
        append(running, [verdict("a")], expected={"a": 0})
    with pytest.raises(ConcurrencyConflict):
        append(running, [verdict("b")], expected={"b": 1})


def test_of_two_that_append_to_a_stream_at_once_the_later_is_refused(running):
    with running.start_uow() as one, running.start_uow() as two:
        one.log.append([verdict("a")])
        done = threading.Event()
        outcome = []

        def later():
            try:
                two.log.append([verdict("a")])
            except ConcurrencyConflict as error:
                outcome.append(error)
            done.set()

        thread = threading.Thread(target=later)
        thread.start()
        assert not done.wait(0.2), "the second must wait for the first"
        one.commit()
        thread.join(10)
        assert outcome


def test_a_repeated_event_id_gives_the_first_result(running):
    event = verdict("a")
    first = append(running, [event], expected={"a": 0})
    assert append(running, [event], expected={"a": 0}) == first
    with running.start_uow() as work:
        assert len(work.log.stream("a")) == 1


def test_a_rolled_back_decision_leaves_nothing(running):
    with running.start_uow() as work:
        work.log.append([verdict("a"), verdict("b")])
    with running.start_uow() as work:
        assert work.log.stream("a") == work.log.stream("b") == []


def test_events_are_final_only_when_all_before_them_are(running):
    leader = Leader(running.engine)
    with running.start_uow() as slow:
        slow.log.append([verdict("slow")])
        (fast,) = append(running, [verdict("fast")])
        assert not leader.step()
        with running.start_uow() as reader:
            assert reader.log.read(0) == []
        slow.commit()
    leader.catch_up()
    with running.start_uow() as reader:
        assert [e.stream for e in reader.log.read(0)] == ["slow", "fast"]
        assert reader.log.read(fast.position) == []


def test_small_decisions_are_not_planned_anew_each_time(running):
    with running.engine.connect() as connection:
        for number in range(14):
            SqlEventLog(connection).append([verdict(f"stream {number}")])
            connection.commit()
        kept = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%event_position%'"
        ((as_it_was, anew),) = connection.execute(text(kept)).all()
    assert (as_it_was, anew) == (6, 5), "prepared after three times, planned anew five times, then no more"
