"""Candidates: the right earlier claims for each of an article's, whatever is stored besides."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.candidates import WINDOW_DAYS, SqlCandidates
from services.domain.events import ClaimsExtracted
from tests.articles import article

WIRE = "".join(f"Delegates of group {n} went home on a slow train through the hills. " for n in range(12))


@pytest.fixture
def told(running, turning):
    """Submits texts one after the other and processes each; gives back what the last one's claims may meet."""

    def tell(*texts, outlets=(), exact=None, limit=8):
        for n, words in enumerate(texts):
            outlet = outlets[n] if outlets else f"Outlet {n}"
            running.submit([article(words, outlet=outlet, day=1)])
            turning.run()
        return met(running, last(running), exact=exact, limit=limit)

    return tell


def last(running):
    return [e for e in running.queries.events(limit=1000) if isinstance(e.event, ClaimsExtracted)][-1].position


def met(running, position, *, exact=None, limit=8):
    with running.engine.connect() as connection:
        found = SqlCandidates(connection, exact=exact).opponents(position, limit)
        return [[(o.claim.attribution.party, o.claim.text) for o in each] for each in found.values()]


def test_all_claims_of_an_article_get_their_opponents_and_the_nearest_stand_first(told):
    found = told(
        "NATO said the strikes are just.", "Libya said the harvest was poor.",
        "Russia said the strikes are not just. Russia said the harvest was good.",
    )
    assert [each[0] for each in found] == [("NATO", "the strikes are just"), ("Libya", "the harvest was poor")]


def test_one_wire_claim_stands_once_however_many_outlets_print_it(told):
    copies = [WIRE + "NATO said the strikes are just."] * 6
    outlets = [f"Paper {n}" for n in range(6)]
    (found,) = told(*copies, "Libya said the strikes are wrong.", "Russia said the strikes are cruel.",
                    outlets=[*outlets, "Desk", "Late"])
    assert sorted(found) == [("Libya", "the strikes are wrong"), ("NATO", "the strikes are just")]


def test_the_same_words_of_one_party_in_other_texts_stand_once(told):
    (found,) = told(
        *(f"On day {n} it rained. NATO said the strikes are just." for n in range(5)),
        "Russia said the strikes are cruel.",
    )
    assert found == [("NATO", "the strikes are just")]


def test_a_partys_own_earlier_claims_keep_their_share(told):
    (found,) = told(
        "Russia said the strikes are just.",
        *(f"Country {chr(65 + n)} said the strikes are just number {n}." for n in range(9)),
        "Russia said the strikes are not just.", limit=4,
    )
    assert len(found) == 4
    assert found[-1] == ("Russia", "the strikes are just")


def test_an_articles_own_claims_are_met_however_many_nearer_ones_stand_elsewhere(told):
    found = told(
        *(f"Country {chr(65 + n)} said the strikes are just number {n}." for n in range(9)),
        "NATO said nobody slept well. Russia said the strikes are just.", limit=4,
    )
    assert ("NATO", "nobody slept well") in found[-1]
    assert len(found[-1]) == 4


def test_a_telling_word_finds_a_claim_that_lies_far_in_meaning(told):
    (found,) = told(
        "NATO said Zuwara burned.", *(f"Party {chr(65 + n)} said it is what it is for them." for n in range(12)),
        "Russia said it is what it is for Zuwara.", limit=6,
    )
    assert found[0] == ("NATO", "Zuwara burned")


def test_what_is_found_as_of_a_position_does_not_change_with_what_comes_later(told, running, turning):
    before = told("NATO said the strikes are just.", "Russia said the strikes are not just.")
    position = last(running)
    for n in range(4):
        running.submit([article(f"Italy said the strikes are just number {n}.", outlet=f"New {n}", day=1)])
        turning.run()
    assert met(running, position) == before


def test_index_and_exact_search_agree_while_claims_are_few(told, running):
    told(*(f"Party {chr(65 + n)} said item {n % 5} costs {n} coins." for n in range(20)))
    position = last(running)
    assert met(running, position, exact=False) == met(running, position, exact=True)


def test_claims_that_appeared_too_far_apart_do_not_meet_but_a_partys_own_do(running, turning):
    early = article("NATO said the strikes are just. Russia said the strikes are fair.", outlet="Early")
    late = article("Russia said the strikes are wrong.", outlet="Late")
    moment = early.published_at + timedelta(days=WINDOW_DAYS + 1)
    for item in (early, replace(late, published_at=moment)):
        running.submit([item])
        turning.run()
    assert met(running, last(running)) == [[("Russia", "the strikes are fair")]]
