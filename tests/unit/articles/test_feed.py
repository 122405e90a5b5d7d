"""Feeds: each entry is an article, and a bad one does not take the others with it."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from services.articles import intake
from services.domain.errors import EmptyArticle, MalformedInput

ENTRY = (
    "<item><title>{0}</title><link>https://a.example/{0}</link>"
    "<description>NATO said that it would go on, {0}.</description></item>"
)


def rss(*items: str) -> bytes:
    head = '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Harbour Wire</title>'
    return f"{head}{''.join(items)}</channel></rss>".encode()


def test_one_entry_without_text_is_named_and_the_others_are_read() -> None:
    first, second, third = intake.read(
        rss(ENTRY.format("one"), "<item><title>two</title></item>", ENTRY.format("three")), name="f.xml"
    )
    assert first.article is not None
    assert (first.article.title, first.article.outlet, first.article.url) == (
        "one",
        "Harbour Wire",
        "https://a.example/one",
    )
    assert isinstance(second.error, EmptyArticle)
    assert second.where == "f.xml, feed entry 2 (two)"
    assert third.article is not None


def test_full_content_is_preferred_to_the_summary_and_keeps_paragraphs() -> None:
    data = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>T</title>
    <id>urn:x:1</id><published>2011-07-05T12:00:00+02:00</published><summary>Short.</summary>
    <content type="html">&lt;p&gt;NATO said &lt;b&gt;no&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;
    &lt;p&gt;Russia disagreed.&lt;/p&gt;</content>
    </entry></feed>"""
    [item] = intake.read(data.encode())
    assert item.article is not None
    assert item.article.text == "NATO said no.\n\nRussia disagreed."
    assert item.article.published_at == datetime(2011, 7, 5, 10, tzinfo=UTC)
    assert item.article.media_type == "application/atom+xml"


def test_broken_xml_names_line_and_column() -> None:
    [item] = intake.read(
        b'<?xml version="1.0"?>\n<rss version="2.0">\n<channel><title>Wire</titel></channel></rss>', name="f.xml"
    )
    assert isinstance(item.error, MalformedInput)
    assert "line 3, column" in item.error.message


def test_a_feed_that_breaks_off_gives_what_came_before_and_says_so() -> None:
    data = rss(ENTRY.format("one")).removesuffix(b"</channel></rss>") + b"<item><titl"
    items = intake.read(data, name="f.xml")
    assert items[0].article is not None
    assert isinstance(items[-1].error, MalformedInput)
    assert "breaks off" in items[-1].error.message


def test_a_feed_without_entries_is_empty() -> None:
    [item] = intake.read(rss(), name="f.xml")
    assert isinstance(item.error, EmptyArticle)


@pytest.mark.parametrize("tail", ["", " \n", "<!-- served by a1 -->", "\n<!-- a -->\n<!-- b > c -->\n"])
def test_a_feed_with_a_small_fault_that_ends_as_it_should_is_whole(tail: str) -> None:
    data = rss(ENTRY.format("one&nosuch;")) + tail.encode()
    assert [item.error for item in intake.read(data, name="f.xml")] == [None]


@pytest.mark.parametrize("tail", ["<!-- a -->x", "<item>", "-->", "<!-- cut off"])
def test_a_feed_with_words_after_its_end_is_not_whole(tail: str) -> None:
    data = rss(ENTRY.format("one&nosuch;")) + tail.encode()
    assert isinstance(intake.read(data, name="f.xml")[-1].error, MalformedInput)


@pytest.mark.parametrize("spelt", ["&#{};", "&amp;#{};"])
def test_a_number_too_long_for_a_character_does_not_take_the_feed_with_it(spelt: str) -> None:
    odd = ENTRY.format("one").replace("NATO", "NATO " + spelt.format("9" * 5000))
    assert [item.error for item in intake.read(rss(odd, ENTRY.format("two")), name="f.xml")] == [None, None]


def test_comments_after_a_broken_feed_cost_no_more_than_their_length() -> None:
    data = rss(ENTRY.format("one&nosuch;")) + b"<!---->" * 26 + b"x"
    begun = time.process_time()
    intake.read(data, name="f.xml")
    assert time.process_time() - begun < 1
