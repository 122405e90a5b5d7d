"""An article as the fields of a request."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from services.articles import intake
from services.claims.dates.zones import todays
from services.claims.layout.component import Layout
from services.domain.errors import InvalidInput

STORY = "NATO said on Monday that it would go on. Russia called for a ceasefire."


def test_fields_make_an_article() -> None:
    found = intake.from_fields(
        {
            "text": STORY,
            "title": " Talks ",
            "outlet": "Wire",
            "url": "https://a.example/1",
            "published_at": "2011-07-05",
        }
    )
    assert (found.text, found.title, found.outlet, found.url) == (STORY, "Talks", "Wire", "https://a.example/1")
    assert found.published_at == datetime(2011, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "day", "hours"),
    [
        ("2011-07-05T19:00:00-05:00", 5, -5),
        ("2011-07-05T02:00:00+03:00", 5, 3),
        ("Tue, 05 Jul 2011 19:00:00 -0500", 5, -5),
        ("2011-07-05T19:00:00+23:59", 4, 0),
        ("2011-07-05T19:00:00+05:53:28", 5, 0),
        ("2011-07-05T19:00:00", 5, 0),
        ("2011-07-05", 5, 0),
    ],
)
def test_the_day_of_publication_is_the_day_by_the_articles_own_offset(given: str, day: int, hours: int) -> None:
    found = intake.from_fields({"text": STORY, "published_at": given}).published_at
    assert found is not None
    assert (found.date(), found.utcoffset()) == (date(2011, 7, day), timedelta(hours=hours))


def test_today_in_an_evening_report_is_the_day_it_names() -> None:
    article = intake.from_fields({"text": STORY, "published_at": "2011-07-05T19:00:00-05:00"})
    assert todays(Layout((), (), None, None), article.published_at) == (date(2011, 7, 5),)


@pytest.mark.parametrize("given", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00Z", "0001-01-01"])
def test_a_day_at_the_edge_of_the_calendar_is_refused(given: str) -> None:
    with pytest.raises(InvalidInput):
        intake.from_fields({"text": STORY, "published_at": given})


def test_a_default_time_without_a_zone_is_taken_as_utc() -> None:
    naive = datetime.fromisoformat("2011-07-05T10:00")
    [item] = intake.read(STORY.encode(), defaults=intake.Defaults(published_at=naive))
    assert item.article is not None
    assert item.article.published_at == datetime(2011, 7, 5, 10, tzinfo=UTC)


def test_a_field_wins_over_what_the_ninjs_item_says() -> None:
    found = intake.from_fields({"ninjs": {"headline": "Old", "body_text": STORY, "provider": "Wire"}, "title": "New"})
    assert (found.title, found.outlet) == ("New", "Wire")


def test_corrects_takes_an_id_or_what_the_caller_can_resolve() -> None:
    earlier = intake.from_fields({"text": "An earlier report said that five had died."}).id
    assert intake.from_fields({"text": STORY, "corrects": earlier}).corrects == earlier
    by_url = {"https://a.example/1": earlier}
    assert (
        intake.from_fields({"text": STORY, "corrects": "https://a.example/1"}, resolve=by_url.get).corrects == earlier
    )


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({}, "text", "none is given"),
        ({"text": STORY, "html": "<p>x</p>"}, "html", "text, html"),
        ({"text": 7}, "text", "string"),
        ({"ninjs": "x"}, "ninjs", "object"),
        ({"html": "<html></html>"}, "text", "no main text"),
        ({"text": STORY, "published_at": "05/07/2011"}, "published_at", "ISO 8601"),
        ({"text": STORY, "published_at": 5}, "published_at", "ISO 8601"),
        ({"text": STORY, "url": "javascript:alert(1)"}, "url", "http"),
        ({"text": STORY, "title": ["a"]}, "title", "string"),
        ({"text": STORY, "title": "t" * 501}, "title", "500"),
        ({"text": STORY, "corrects": "https://a.example/unknown"}, "corrects", "no article"),
        ({"text": "   "}, "text", "no text"),
    ],
)
def test_a_bad_field_is_named(fields: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        intake.from_fields(fields)
    assert caught.value.field == field
    assert words in caught.value.message
