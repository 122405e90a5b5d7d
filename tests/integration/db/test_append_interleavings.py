"""Whatever appends come, repeated, in conflict or rolled back: versions are contiguous and nothing is there twice."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from services.bootstrap import System
from services.domain.contradiction import Judgement
from services.domain.errors import ConcurrencyConflict
from services.domain.events import NewEvent, VerdictRecorded
from services.domain.identity import derived_id

STREAMS = ("a", "b", "c")


@dataclass(frozen=True)
class Append:
    """One decision: the streams of its events, whether it states the versions it was made on and by how much they are
    off, whether it is a repetition of an earlier decision, and whether it is rolled back."""

    streams: tuple[str, ...]
    states_versions: bool
    off_by: int
    repeats: int | None
    rolled_back: bool


appends = st.builds(
    Append, st.lists(st.sampled_from(STREAMS), min_size=1, max_size=4).map(tuple), st.booleans(),
    st.sampled_from([0, 0, 0, 1, -1]), st.none() | st.integers(0, 5), st.booleans(),
)


class Model:
    """What the log must hold, in plain Python."""

    def __init__(self) -> None:
        self.streams: dict[str, list[str]] = {stream: [] for stream in STREAMS}
        self.decisions: list[list[NewEvent]] = []

    def expected(self, append: Append) -> dict[str, int] | None:
        if not append.states_versions:
            return None
        return {stream: len(self.streams[stream]) + append.off_by for stream in append.streams}


@pytest.fixture(scope="module")
def shared(module_database_url: str):
    """One system for all examples; each empties the log."""
    from tests.integration.conftest import system_on

    made = system_on(module_database_url)
    yield made
    made.close()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(appends, min_size=1, max_size=10))
def test_any_interleaving_of_appends_repetitions_and_conflicts_leaves_contiguous_versions(shared, decisions):
    with shared.engine.begin() as connection:
        connection.execute(text("DELETE FROM events; DELETE FROM event_keys"))
    model = Model()
    for number, append in enumerate(decisions):
        apply(shared, model, number, append)
    with shared.start_uow() as work:
        for stream in STREAMS:
            stored = work.log.stream(stream)
            assert [e.id for e in stored] == model.streams[stream]
            assert [e.version for e in stored] == list(range(1, len(stored) + 1))
            assert [e.position for e in stored] == sorted({e.position for e in stored})


def apply(system: System, model: Model, number: int, append: Append) -> None:
    """Do what `append` says to the log and to the model, and compare the answers."""
    if append.repeats is not None and model.decisions:
        events = model.decisions[append.repeats % len(model.decisions)]
        with system.start_uow() as work:
            again = work.log.append(events, expected={events[0].stream: 99})
            work.commit()
        assert [e.id for e in again] == [e.id for e in events], "a repetition gets the first result, late or not"
        return
    events = [event(f"{number} {n}", stream) for n, stream in enumerate(append.streams)]
    expected = model.expected(append)
    conflict = append.states_versions and append.off_by != 0
    with system.start_uow() as work:
        if conflict:
            with pytest.raises(ConcurrencyConflict):
                work.log.append(events, expected=expected)
            return
        work.log.append(events, expected=expected)
        if append.rolled_back:
            return
        work.commit()
    model.decisions.append(events)
    for new in events:
        model.streams[new.stream].append(new.id)


def event(name: str, stream: str) -> NewEvent:
    number = derived_id("event", (name,))
    return NewEvent(number, stream, VerdictRecorded("f", Judgement.UNSURE, None, None), number, None, "test")
