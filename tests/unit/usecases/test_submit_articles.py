"""Submitting the same article twice is submitting one article."""

from dataclasses import replace
from datetime import UTC, datetime

from services.domain.errors import ConcurrencyConflict
from services.usecases.submit_articles import submit_articles
from tests.articles import article


class Log:
    """Remembers streams; nothing else of a log is needed here."""

    def __init__(self) -> None:
        self.streams: dict[str, str] = {}

    def append(self, events, *, expected=None):
        if any(event.stream in self.streams for event in events):
            raise ConcurrencyConflict("known")
        self.streams.update({event.stream: event.correlation_id for event in events})
        return []


class Work:
    """A unit of work on a `Log`."""

    def __init__(self, log: Log) -> None:
        self.log = log

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def commit(self) -> None:
        """Nothing is held back."""


def submit(log, *articles):
    outcomes = submit_articles(
        articles, start=lambda: Work(log), clock=lambda: datetime(2026, 1, 1, tzinfo=UTC), producer="test"
    )
    return [outcome.new for outcome in outcomes]


def test_a_batch_with_known_and_repeated_articles_takes_the_new_ones_once():
    log, known, fresh = Log(), article("Known."), article("Fresh.")
    assert submit(log, known) == [True]
    assert submit(log, fresh, known, fresh) == [True, False, False]
    assert set(log.streams) == {known.id, fresh.id}


def test_an_article_without_a_request_begins_a_chain_of_its_own():
    log = Log()
    submit(log, article("One."), article("Two."))
    assert len(set(log.streams.values())) == 2


def test_no_articles_are_no_trouble():
    assert submit(Log()) == []


def test_a_correction_goes_behind_what_it_corrects_and_the_outcomes_keep_their_order():
    log, first, other = Log(), article("Fifteen died."), article("Of something else.")
    second = replace(article("Five died."), corrects=first.id)
    third = replace(article("Four died."), corrects=second.id)
    assert submit(log, third, second, other, first) == [True, True, True, True]
    assert list(log.streams) == [other.id, first.id, second.id, third.id]


def test_corrections_that_go_round_in_a_circle_are_taken_too():
    log, one, two = Log(), article("One."), article("Two.")
    one, two = replace(one, corrects=two.id), replace(two, corrects=one.id)
    assert submit(log, one, two) == [True, True]
