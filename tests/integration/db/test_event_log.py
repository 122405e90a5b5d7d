"""The log: optimistic concurrency, idempotency, and readers that miss nothing."""

import random
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


class Tail(threading.Thread):
    """Reads on from the highest position it saw, as a subscriber does."""

    def __init__(self, read, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.read, self.over, self.seen = read, over, []

    def run(self) -> None:
        position = 0
        while True:
            last = self.over.is_set()
            for at, stream, version in self.read(position):
                position = at
                self.seen.append((stream, version))
            if last:
                return


def test_a_tailing_reader_misses_no_event_though_a_naive_one_does(running):
    over, writing = threading.Event(), []
    leader = Leader(running.engine)
    kept, guard = [], threading.Lock()

    def write(seed: int) -> None:
        dice = random.Random(seed)
        for n in range(60):
            with running.engine.connect() as connection:
                events = [verdict(f"{seed}-{n}-{k}") for k in range(dice.choice([1, 1, 3]))]
                stored = SqlEventLog(connection).append(events)
                connection.execute(text("SELECT pg_sleep(:s)"), {"s": dice.choice([0, 0, 0.003, 0.01])})
                if dice.random() < 0.1:
                    connection.rollback()
                    continue
                connection.commit()
                with guard:
                    kept.extend((e.stream, e.version) for e in stored)

    def naive(position: int):
        query = text("SELECT position, stream, version FROM events WHERE position > :p ORDER BY position LIMIT 500")
        with running.engine.connect() as connection:
            return list(connection.execute(query, {"p": position}))

    def ours(position: int):
        leader.catch_up() if over.is_set() else leader.step()
        with running.engine.connect() as connection:
            return [(e.position, e.stream, e.version) for e in SqlEventLog(connection).read(position)]

    tails = [Tail(naive, over), Tail(ours, over)]
    writing = [threading.Thread(target=write, args=(seed,)) for seed in range(6)]
    for thread in (*tails, *writing):
        thread.start()
    for thread in writing:
        thread.join()
    over.set()
    for tail in tails:
        tail.join(30)
    assert sorted(tails[1].seen) == sorted(kept)
    assert len(tails[0].seen) < len(kept), "the naive reader must miss some, or this test shows nothing"
