from __future__ import annotations

import pytest

from services.contradictions.consensus import asserted_by
from services.contradictions.judge import Judge
from services.domain.claim import Statement
from services.domain.contradiction import Relation

HOTLINE = Statement("Turkey and Greece are of one mind when it comes to the naval hotline", "Turkey", cue="said")


@pytest.mark.parametrize(
    "text",
    [
        "Turkey and Greece are in full agreement on the hotline",
        "we all want a lasting truce",
        "both sides accept that the talks must go on",
        "the two governments share a common goal",
    ],
)
def test_words_of_agreement_are_heard(text: str) -> None:
    assert asserted_by(Statement(text, "Turkey"))


@pytest.mark.parametrize(
    "text",
    [
        "we are not in agreement on the price",
        "if both sides agree on a date, talks will start",
        "the truce was agreed to late",
        "the union wants more pay",
        "the two sides did not agree",
        "both sides failed to agree on a date",
        "the two sides have not agreed on anything",
        "we are united against aggression from the east",
        "Greece agreed to release both prisoners",
        "the largest donor was United Nations relief",
        "the minister met the unions and the company has agreed to pay damages",
    ],
)
def test_conditions_denials_and_single_wishes_are_no_consensus(text: str) -> None:
    assert asserted_by(Statement(text, "Turkey")) is None


def test_the_other_party_and_the_matter_are_told() -> None:
    found = asserted_by(HOTLINE)
    assert found is not None
    assert (found.parties, found.matter) == (("greece",), "the naval hotline")


def test_the_nearest_claim_of_the_party_named_is_its_counterpart(judge: Judge) -> None:
    found = judge.consensus(
        HOTLINE,
        [
            Statement("grain prices will rise", "Greece"),
            Statement("the naval hotline opens in May", "Greece"),
            Statement("the naval hotline is a mistake", "Cyprus"),
        ],
    )
    assert found is not None
    assert (found.nearest, found.comparison.relation) == (1, Relation.AGREEMENT)
    assert "one side only" in found.comparison.summary


def test_two_who_each_name_somebody_else_do_not_agree_with_each_other(judge: Judge) -> None:
    said = Statement("Turkey and Greece are in full agreement on Cyprus", "Turkey", cue="said")
    found = judge.consensus(said, [Statement("Greece and Egypt are in full agreement on Cyprus", "Greece", cue="said")])
    assert found is not None
    assert "both say" not in found.comparison.summary
    back = judge.consensus(said, [Statement("Greece and Turkey are in full agreement on Cyprus", "Greece", cue="said")])
    assert back is not None
    assert "both say" in back.comparison.summary


def test_without_a_counterpart_the_agreement_stands_alone(judge: Judge) -> None:
    found = judge.consensus(HOTLINE, [Statement("grain prices will rise", "Greece")])
    assert found is not None
    assert found.nearest is None
    assert "Greece" in found.comparison.summary


def test_a_plain_claim_asserts_no_consensus(judge: Judge) -> None:
    assert judge.consensus(Statement("the hotline opens in May", "Greece"), []) is None


def test_an_agreement_that_stands_alone_names_the_party_that_is_meant(judge: Judge) -> None:
    said = Statement("China and the Philippines are in full agreement on the talks", "China", cue="said")
    found = judge.consensus(said, [])
    assert found is not None
    assert found.comparison.signals[0].note == "China says that it agrees with the Philippines."


def test_short_names_are_written_as_the_text_writes_them(judge: Judge) -> None:
    found = judge.consensus(Statement("Russia and Iran are of one mind on the corridor", "Russia"), [])
    assert found is not None
    assert "agrees with Iran" in found.comparison.summary


def test_the_two_sides_stand_for_all_where_nobody_else_says_so(judge: Judge) -> None:
    found = judge.consensus(Statement("the two sides had agreed to return to bilateral talks", "China"), [])
    assert found is not None
    assert found.comparison.signals[0].note == "China says that all sides agree."


def test_two_parties_that_both_say_they_agree_are_shown_together(judge: Judge) -> None:
    found = judge.consensus(
        Statement("the two sides had agreed to return to bilateral talks on the strait", "China"),
        [Statement("both governments agreed to settle the strait by bilateral talks", "Philippines")],
    )
    assert found is not None
    assert found.nearest == 0
    assert "China and Philippines both say that they agree" in found.comparison.summary
