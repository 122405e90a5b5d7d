from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

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


MAYOR = "The mayor said {} the port would close."


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        # 03:00 in Greenwich on Thursday is still Wednesday in America: one of the two days.
        (datetime(2020, 3, 12, 3, tzinfo=UTC), MAYOR.format("yesterday"), "2020-03-10/2020-03-11"),
        (datetime(2020, 3, 12, 20, tzinfo=UTC), MAYOR.format("yesterday"), "2020-03-11/2020-03-12"),
        # At noon it is Thursday from California to Japan.
        (datetime(2020, 3, 12, 12, tzinfo=UTC), MAYOR.format("yesterday"), "2020-03-11"),
        # The place of the dateline settles it.
        (datetime(2020, 3, 12, 3, tzinfo=UTC), "WASHINGTON (AP) -- " + MAYOR.format("yesterday"), "2020-03-10"),
        (datetime(2020, 3, 12, 20, tzinfo=UTC), "TOKYO (AP) -- " + MAYOR.format("yesterday"), "2020-03-12"),
        # So does an offset, and a bare date is taken as it stands.
        (datetime(2020, 3, 12, 23, tzinfo=timezone(timedelta(hours=-5))), MAYOR.format("yesterday"), "2020-03-11"),
        (datetime(2020, 3, 12, tzinfo=UTC), MAYOR.format("yesterday"), "2020-03-11"),
        # A weekday is the same either way, and the day of filing itself is never a week ago.
        (datetime(2020, 3, 12, 3, tzinfo=UTC), MAYOR.format("Monday"), "2020-03-09"),
        (datetime(2020, 3, 12, 3, tzinfo=UTC), MAYOR.format("Thursday"), "2020-03-12"),
        (datetime(2020, 3, 12, 3, tzinfo=UTC), MAYOR.format("last week"), "2020-03-02/2020-03-08"),
        # The dateline's own date counts before that of publication.
        (datetime(2020, 3, 12, 3, tzinfo=UTC), "SOCHI, March 9 (UPI) -- " + MAYOR.format("yesterday"), "2020-03-08"),
    ],
)
def test_the_day_is_that_of_the_place_of_filing_or_left_open(read, published, text: str, value: str) -> None:
    assert read(text, published)[0].said_at == value


def test_a_date_within_the_content_dates_no_speech(read) -> None:
    assert read("The mayor said the port would close on Friday.")[0].said_at is None
