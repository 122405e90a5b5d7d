from __future__ import annotations

import pytest

from services.contradictions.periods import points_of
from services.contradictions.quantities import quantities_of


@pytest.mark.parametrize(
    "text",
    [
        "about 1900 people were killed",
        "1900 people were killed",
        "the army killed 1900 civilians",
        "about 1900 homes burned",
        "between 1900 and 2000 people died",
    ],
)
def test_four_digits_before_what_they_count_are_a_figure(text: str) -> None:
    assert points_of(text) == ()
    assert [q.high >= 1900 for q in quantities_of(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "at least 1900 were injured",
        "over 2000 were hurt",
        "Resolution 1973 was adopted",
        "a fine of $2000",
        "2000% more",
        "2000 US soldiers left",
    ],
)
def test_four_digits_that_are_modified_or_name_something_are_no_time(text: str) -> None:
    assert points_of(text) == ()


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("In 2011 rebels took the town", [2011]),
        ("in 2011 people went hungry", [2011]),
        ("the disputed 2020 elections", [2020]),
        ("Egypt's 2011 uprisings", [2011]),
        ("at first the Libya 2011 rebels lost", [2011]),
        ("people of Libya 2011 rebels fed", [2011]),
        ("around 2010 the plant was closed", [2010]),
        ("since at least 2014", [2014]),
        ("30 percent below 1990 levels", [1990]),
        ("from 2011 to 2014 rents rose", [2011, 2014]),
        ("it was built around 1900", [1900]),
        ("mid-2011", [2011]),
        ("on March 4, 2011 rebels took the town", [2011]),
    ],
)
def test_four_digits_that_date_something_are_a_year(text: str, years: list[int]) -> None:
    assert [p.year for p in points_of(text)] == years
    assert [q.words for q in quantities_of(text) if "percent" not in q.words] == []


def test_a_count_after_a_day_of_a_month_is_not_its_year() -> None:
    (point,) = points_of("on 4 March, 1900 people were killed")
    assert (point.year, point.month, point.day, point.words) == (None, 3, 4, "4 March")
