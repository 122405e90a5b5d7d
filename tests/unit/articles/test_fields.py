"""An article as the fields of a request."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.articles import intake
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
