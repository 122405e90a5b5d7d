from __future__ import annotations

from collections.abc import Callable

import pytest

from services.contradictions.durations import durations_of
from services.contradictions.meeting import Meeting
from services.contradictions.money import money_of
from services.contradictions.numerals import numerals_of
from services.contradictions.shares import shares_of
from services.contradictions.signals.durations import durations
from services.contradictions.signals.quantities import quantities
from services.domain.claim import Statement

Meet = Callable[..., Meeting]


def said(meet: Meet, a: str, b: str) -> Meeting:
    return meet(Statement(a, "Alpha Bureau"), Statement(b, "Beta Union"))


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("two and a half years", 2.5, "two and a half"),
        ("two-and-a-half-year ban", 2.5, "two-and-a-half"),
        ("two and a half million people", 2_500_000, "two and a half million"),
        ("a million and a half people", 1_500_000, "a million and a half"),
        ("two and a quarter percent", 2.25, "two and a quarter percent"),
        ("ten and a quarter of the houses", 10, "ten"),
    ],
)
def test_a_part_after_a_number_raises_it(text: str, value: float, words: str) -> None:
    number = numerals_of(text)[0]
    assert (number.low, number.high, text[number.start : number.end]) == (value, value, words)


def test_the_half_of_two_and_a_half_is_no_figure_of_its_own() -> None:
    assert len(numerals_of("two and a half million people")) == 1
    assert shares_of("two and a half million people fled") == ()
    assert [s.low for s in shares_of("a third of the men and a half of the women fled")] == [pytest.approx(1 / 3), 0.5]


def test_spans_and_sums_with_a_half_are_read_whole() -> None:
    (years,), (hours,) = durations_of("it took two and a half years"), durations_of("it took two hours and a half")
    assert years.low == years.high == pytest.approx(2.5 * 365.25)
    assert hours.low == hours.high == pytest.approx(2.5 / 24, rel=1e-4)
    (sum_,) = money_of("two and a half million euros")
    assert sum_.low == 2_500_000


def test_two_and_a_half_meets_the_same_in_other_words(meet: Meet) -> None:
    years = "the dam was finished in two and a half years"
    assert durations(said(meet, years, "the dam was finished in 30 months")).strength == 0
    assert durations(said(meet, years, "the dam was finished in six months")).strength > 0.5
    people = "two and a half million people fled the valley"
    assert quantities(said(meet, people, "2.5 million people fled the valley")).strength < 0
    assert quantities(said(meet, people, "40,000 people fled the valley")).strength > 0.5


@pytest.mark.parametrize(
    "text",
    [
        "F-16 jets",
        "Covid-19 deaths",
        "T-72 tanks",
        "Article 5 guarantees",
        "articles 3, 5 and 8",
        "under article 51 powers",
        "Flight 17 passengers",
        "No. 10 officials",
    ],
)
def test_a_number_in_a_name_counts_nothing(text: str) -> None:
    assert [n for n in numerals_of(text) if n.digits] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a then-22-year-old man", [22]),
        ("under-18 players", [18]),
        ("six-to-12 months", [6, 12]),
        ("30-35 men", [35]),
        ("in the reactor 40 workers died", [40]),
        ("the flight 298 people took", [298]),
        ("under Article 3, 40 people were freed", [40]),
    ],
)
def test_a_number_beside_a_common_word_still_counts(text: str, values: list[float]) -> None:
    assert [n.high for n in numerals_of(text)] == values


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Covid-19 deaths rose in the valley", "40 deaths in the valley"),
        ("F-16 jets bombed the harbour", "40 jets bombed the harbour"),
        ("T-72 tanks crossed the river", "31 tanks crossed the river"),
    ],
)
def test_names_with_numbers_and_counts_do_not_conflict(meet: Meet, a: str, b: str) -> None:
    assert quantities(said(meet, a, b)).strength == 0
