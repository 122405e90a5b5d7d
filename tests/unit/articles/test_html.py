"""Web pages: the article without what stands around it."""

from __future__ import annotations

from datetime import UTC, datetime

from services.articles import intake
from services.domain.errors import EmptyArticle

PARAGRAPHS = [
    "NATO said on Monday that it would continue its operation over Libya until civilians were safe from attack.",
    "Russia’s foreign minister said “this must stop” and asked the alliance to respect the limits of the resolution.",
    "The two sides meet again in Sochi, where the president of South Africa will present a plan for a truce.",
]


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def full_page() -> bytes:
    head = (
        '<title>Talks go on | Harbour Wire</title><meta property="og:title" content="Talks go on">'
        '<meta property="og:site_name" content="Harbour Wire">'
        '<meta property="article:published_time" content="2011-07-04T22:30:00-05:00">'
        '<link rel="canonical" href="https://harbour-wire.example/talks">'
    )
    story = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return page(
        f"<nav><a href=/>Home</a><a href=/w>Weather today</a></nav><article><h1>Talks go on</h1>{story}</article>"
        "<footer>All rights reserved</footer>",
        head,
    )


def test_a_page_gives_its_paragraphs_and_metadata_without_navigation() -> None:
    [item] = intake.read(full_page(), name="talks.html")
    assert item.article is not None
    assert item.article.text == "\n\n".join(PARAGRAPHS)
    assert item.article.title == "Talks go on"
    assert item.article.outlet == "Harbour Wire"
    assert item.article.url == "https://harbour-wire.example/talks"
    assert item.article.published_at == datetime(2011, 7, 5, 3, 30, tzinfo=UTC)


def test_html_is_known_by_its_content_under_any_name() -> None:
    [item] = intake.read(full_page(), name="talks.txt", media_type="text/plain")
    assert item.article is not None
    assert item.article.media_type == "text/html"


def test_a_page_without_a_body_is_empty() -> None:
    for data in (page(""), page("<nav><a href=/>Home</a></nav>"), b"<html></html>"):
        [item] = intake.read(data, name="empty.html")
        assert isinstance(item.error, EmptyArticle)


def test_a_charset_that_is_none_leaves_the_page_to_be_read_without_it() -> None:
    page = full_page().decode().replace("charset=utf-8", "charset=undefined").replace("resolution", "résolution")
    [item] = intake.read(page.encode("cp1252"), name="talks.html")
    assert item.article is not None
    assert "résolution" in item.article.text


def test_a_page_in_latin_1_is_read_by_its_declared_charset() -> None:
    data = (
        full_page()
        .decode()
        .replace("charset=utf-8", "charset=iso-8859-15")
        .replace("’", "'")
        .replace("“", '"')
        .replace("”", '"')
    )
    data = data.replace("the resolution", "the résolution, worth 5 €")
    [item] = intake.read(data.encode("iso-8859-15"), name="talks.html")
    assert item.article is not None
    assert "résolution, worth 5 €" in item.article.text
