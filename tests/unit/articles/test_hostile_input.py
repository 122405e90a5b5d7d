"""Input made to take long takes no longer than other input of its length."""

from __future__ import annotations

import time

import pytest

from services.articles import intake, markdown
from services.articles.origin.alignment import aligned
from services.articles.origin.visible import Markup

STORY = "NATO said on Monday that it would go on. Russia called for a ceasefire."
MARKDOWN = {
    "a heading of blanks": "# " + " " * 50_000 + "a",
    "a later heading of blanks": "x\n## " + " " * 50_000 + "a",
    "marks that never close": "*a" * 50_000,
    "brackets that never close": "[" * 50_000,
    "links that never close": "[a](" * 50_000,
}
SOURCES = {
    "a tag that never closes": (STORY, f"<p>{STORY}</p><" + "a" * 200_000),
    "a text that nearly stands in it": ("ab" + "a" * 100_000, "<p>" + "a" * 300_000 + "</p>"),
}


def seconds_since(begun: float) -> float:
    return time.process_time() - begun


@pytest.mark.parametrize("text", MARKDOWN.values(), ids=MARKDOWN)
def test_markdown_is_read_in_time_that_grows_with_its_length(text: str) -> None:
    begun = time.process_time()
    markdown.plain(text)
    assert seconds_since(begun) < 2


@pytest.mark.parametrize(("text", "source"), SOURCES.values(), ids=SOURCES)
def test_a_text_is_found_in_its_source_in_time_that_grows_with_both(text: str, source: str) -> None:
    begun = time.process_time()
    aligned(text, source, Markup.HTML)
    assert seconds_since(begun) < 4


def test_blank_lines_after_an_object_are_passed_over_once() -> None:
    begun = time.process_time()
    assert intake.read(b'{"text": "NATO said on Monday that it would go on."}' + b"\n" * 50_000)
    assert seconds_since(begun) < 4
