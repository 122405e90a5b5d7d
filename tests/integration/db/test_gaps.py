"""A reader that goes by the high-water mark misses no event, whatever commits in whatever order; a naive one does."""

import logging

import pytest

from tests.gaps import Outcome, race


def assert_only_the_naive_reader_misses(outcome: Outcome, events: int) -> None:
    logging.getLogger("tests.gaps").info("%s", outcome)
    assert outcome.stored == events
    assert outcome.careful.seen == events
    assert outcome.careful.disorder == [], "every stream is seen in order, without a gap"
    assert outcome.naive.seen < events, "the naive reader must miss some, or this shows nothing"
    assert outcome.naive.disorder, "and shows it by gaps in its streams"


def test_a_tailing_reader_misses_none_of_eight_thousand_events_though_a_naive_one_does(database_url):
    outcome = race(database_url, writers=8, events=8_000, longest_s=0.03)
    assert_only_the_naive_reader_misses(outcome, 8_000)


@pytest.mark.faults
@pytest.mark.timeout(400)
def test_a_tailing_reader_misses_none_of_a_million_events_though_a_naive_one_does(database_url):
    outcome = race(database_url, writers=8, events=1_000_000, longest_s=0.02, processes=True)
    assert_only_the_naive_reader_misses(outcome, 1_000_000)
