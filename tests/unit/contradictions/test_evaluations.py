from __future__ import annotations

from collections.abc import Callable

import pytest

from services.contradictions.evaluations import marks_of
from services.contradictions.meeting import Meeting
from services.contradictions.reading import read
from services.contradictions.signals.denial import denial, negated
from services.contradictions.signals.legal import legal
from services.contradictions.signals.stance import stance
from services.domain.claim import Statement


def signs(text: str) -> list[tuple[str, int]]:
    return [(m.frame, m.sign) for m in marks_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "there is no doubt that the raids were lawful",
        "the raids were not only lawful",
        "the raids were not just lawful",
        "no question, the raids were lawful",
        "without any doubt the raids were lawful",
        "we would not hesitate to call the raids lawful",
        "nothing is more lawful",
        "no fewer than 300 raids were lawful",
    ],
)
def test_emphasis_turns_nothing_and_denies_nothing(text: str) -> None:
    assert signs(text) == [("legal", 1)]
    assert negated(read(Statement(text))) == (False, ())


@pytest.mark.parametrize(
    "text",
    [
        "the raids were not lawful",
        "there is no question of the raids being lawful",
        "the raids are no longer lawful",
        "nothing about the raids was lawful",
        "not a single raid was lawful",
    ],
)
def test_negation_still_turns_and_denies(text: str) -> None:
    assert signs(text) == [("legal", -1)]
    assert negated(read(Statement(text)))[0]


def test_no_doubt_against_illegal_is_a_conflict_and_no_denial_by_the_sure_side(meet: Callable[..., Meeting]) -> None:
    sure = Statement("there is no doubt that the raids were lawful", "Alliance")
    other = Statement("the raids were illegal", "Norland")
    pair = meet(sure, other)
    assert legal(pair).strength > 0
    assert stance(pair).strength > 0
    assert denial(pair).strength == 0


@pytest.mark.parametrize(
    "text",
    [
        "the responsibility lies with the airline",
        "the answer lies in the valley",
        "the village where the camp lies",
        "the shop's inventory",
        "the inventor of the pump",
        "the union took legal action",
        "the firm's legal team spoke",
        "ministers of Great Britain spoke",
    ],
)
def test_names_and_phrases_that_only_look_like_a_verdict_are_none(text: str) -> None:
    assert signs(text) == []


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("the report is full of lies", ("truth", -1)),
        ("he lies about the raids", ("truth", -1)),
        ("the story was invented", ("truth", -1)),
        ("the raids were legal", ("legal", 1)),
        ("a great bridge", ("worth", 1)),
    ],
)
def test_what_is_a_verdict_stays_one(text: str, sign: tuple[str, int]) -> None:
    assert signs(text) == [sign]


@pytest.mark.parametrize(
    "text", ["the raids weren't lawful", "the raids weren’t lawful", "they daren’t call them lawful"]
)
def test_a_typographic_apostrophe_negates_like_a_straight_one(text: str) -> None:
    assert signs(text) == [("legal", -1)]
    assert negated(read(Statement(text)))[0]
