from __future__ import annotations

from datetime import date

import pytest

from services.claims.dates.expressions import EXPRESSION, resolve

THURSDAY = date(2020, 3, 12)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Monday", "2020-03-09"),
        ("Thursday", "2020-03-12"),
        ("last Thursday", "2020-03-05"),
        ("yesterday", "2020-03-11"),
        ("last week", "2020-03-02/2020-03-08"),
        ("last month", "2020-02-01/2020-02-29"),
        ("March 4", "2020-03-04"),
        ("Dec. 30", "2019-12-30"),
        ("4 July 2018", "2018-07-04"),
        ("three days ago", "2020-03-09"),
        ("last year", "2019-01-01/2019-12-31"),
    ],
)
def test_a_time_expression_means_a_day_or_a_span(words: str, value: str) -> None:
    m = EXPRESSION.search(f"he said {words}")
    assert m is not None
    assert resolve(m, THURSDAY) == value


def test_monday_means_nothing_where_the_day_of_publication_is_unknown() -> None:
    m = EXPRESSION.search("he said Monday")
    assert m is not None
    assert resolve(m, None) is None


def test_said_at_is_that_of_the_cue_and_not_of_the_content(read) -> None:
    assert read("The mayor said Tuesday the port would close on Friday.")[0].said_at == "2020-03-10"


def test_a_date_within_the_content_dates_no_speech(read) -> None:
    assert read("The mayor said the port would close on Friday.")[0].said_at is None
