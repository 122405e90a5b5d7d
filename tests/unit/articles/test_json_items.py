"""ninjs, JSON objects and JSON lines."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from services.articles import intake
from services.domain.article import Article
from services.domain.errors import EmptyArticle, InvalidInput, MalformedInput

STORY = "NATO said on Monday that it would go on. Russia called for a ceasefire."
VERSIONS: list[dict[str, Any]] = [
    {
        "uri": "urn:n:1",
        "type": "text",
        "headline": "Talks",
        "body_text": STORY,
        "versioncreated": "2011-07-05T10:00:00Z",
        "provider": "Harbour Wire",
    },
    {
        "uri": "urn:n:1",
        "type": "text",
        "headlines": [{"role": "sub", "value": "No"}, {"role": "main", "value": "Talks"}],
        "bodies": [{"contenttype": "text/html", "value": f"<p>{STORY}</p>"}],
        "versioncreated": "2011-07-05T10:00:00+00:00",
        "infosources": [{"name": "Harbour Wire"}],
    },
    {
        "uri": "urn:n:1",
        "type": "text",
        "headlines": [{"value": "Talks"}],
        "versionCreated": "2011-07-05T12:00:00+02:00",
        "bodies": [{"contentType": "text/plain", "value": STORY}],
        "provider": {"name": "Harbour Wire"},
    },
]


def read(value: object) -> list[intake.Intake]:
    return intake.read(json.dumps(value).encode(), name="x.json")


def only(value: object) -> Article:
    [item] = read(value)
    assert item.article is not None, item.error
    return item.article


@pytest.mark.parametrize("item", VERSIONS, ids=["ninjs 1", "ninjs 2", "ninjs 3"])
def test_every_version_of_ninjs_gives_the_same_article(item: dict[str, Any]) -> None:
    found = only(item)
    assert (found.text, found.title, found.outlet, found.url) == (STORY, "Talks", "Harbour Wire", "urn:n:1")
    assert found.published_at == datetime(2011, 7, 5, 10, tzinfo=UTC)


def test_xhtml_bodies_become_paragraphs() -> None:
    assert only({"headline": "T", "body_xhtml": "<div><p>NATO said so.</p><p>Russia denied it.</p></div>"}).text == (
        "NATO said so.\n\nRussia denied it."
    )


def test_a_later_version_corrects_the_earlier_one_where_that_is_known() -> None:
    later = json.dumps(VERSIONS[0] | {"version": "2"}).encode()
    earlier = "0f0f0f0f-0000-5000-8000-000000000000"
    [known] = intake.read(later, resolve=lambda reference: earlier if reference == "urn:n:1" else None)
    [unknown] = intake.read(later)
    assert known.article is not None
    assert known.article.corrects == earlier
    assert unknown.article is not None
    assert unknown.article.corrects is None


@pytest.mark.parametrize(
    ("item", "error", "words"),
    [
        ({"headline": "T", "type": "picture", "uri": "urn:n:2"}, EmptyArticle, "picture"),
        (VERSIONS[0] | {"pubstatus": "canceled"}, InvalidInput, "withdrew"),
        (VERSIONS[0] | {"versioncreated": "soon"}, InvalidInput, "2011-07-05T10:00:00Z"),
        ({"headline": "T", "title": "no text"}, InvalidInput, "text"),
        (["a", "b"], MalformedInput, "object"),
        ("just a string", MalformedInput, "object"),
    ],
)
def test_an_item_without_an_article_says_why(item: object, error: type[InvalidInput], words: str) -> None:
    found = read(item)[0].error
    assert isinstance(found, error)
    assert words in found.message


def test_broken_json_names_line_and_column() -> None:
    [item] = intake.read(b'{"text": "a",\n "title" "b"}', name="x.json")
    assert isinstance(item.error, MalformedInput)
    assert "line 2, column 10" in item.error.message


def test_a_bad_line_of_json_lines_is_named_and_the_others_are_read() -> None:
    lines = [json.dumps({"text": STORY, "outlet": "A"}), "{broken", "", json.dumps(VERSIONS[1]), '{"title": "no text"}']
    found = intake.read("\n".join(lines).encode(), name="x.jsonl")
    assert [item.where for item in found] == [f"x.jsonl, line {n}" for n in (1, 2, 4, 5)]
    assert [item.error is None for item in found] == [True, False, True, False]


@pytest.mark.parametrize(
    "odd",
    [
        '{"text": "NATO said so.", "url": "http://["}',
        '{"text": "NATO said so.", "published_at": "\\ud800"}',
        '{"text": "NATO said so.", "corrects": "\\ud800\\u0000"}',
        '{"text": "NATO said so.", "count": ' + "9" * 5000 + "}",
        '{"uri": "urn:n:1", "headline": "T", "body_text": "NATO said so.", "version": "' + "9" * 5000 + '"}',
        '{"html": "<p>NATO said that &#' + "9" * 5000 + '; it would go on.</p>"}',
    ],
    ids=["address", "surrogate in a date", "surrogate in a reference", "number", "version", "character reference"],
)
def test_an_odd_line_leaves_the_others_read_and_its_message_can_be_sent(odd: str) -> None:
    good = json.dumps({"text": STORY})
    items = intake.read(f"{good}\n{odd}\n{good}".encode(), name="x.jsonl")
    assert [item.place for item in items] == ["line 1", "line 2", "line 3"]
    assert items[0].article
    assert items[2].article
    assert json.dumps(items[1].error and items[1].error.message, ensure_ascii=False).encode()


def test_a_reference_is_asked_for_without_invisible_characters() -> None:
    asked: list[str] = []
    intake.read(json.dumps({"text": STORY, "corrects": "https://a.example/\x001\ud800"}).encode(), resolve=asked.append)
    assert asked == ["https://a.example/1"]


def test_a_version_of_any_length_is_compared_with_the_first() -> None:
    def reference(version: object) -> str | None:
        asked: list[str] = []
        intake.read(json.dumps(VERSIONS[0] | {"version": version}).encode(), resolve=asked.append)
        return asked[0] if asked else None

    assert [reference(v) for v in ("1", "01", 0, "0", None, "x")] == [None] * 6
    assert [reference(v) for v in (2, "02", "10", "9" * 5000)] == ["urn:n:1"] * 4


def test_a_list_of_items_goes_on_after_a_bad_one() -> None:
    found = read([{"text": STORY}, {"text": 7}, VERSIONS[2]])
    assert [item.place for item in found] == ["item 1", "item 2", "item 3"]
    assert found[1].error is not None
    assert found[1].error.field == "text"
