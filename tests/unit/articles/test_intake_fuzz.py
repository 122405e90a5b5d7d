"""No input, however odd, stops a batch."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.articles import intake

NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.xml", "a.rss", "a", None])
SCRAPS = st.sampled_from([
    "<rss>", "<item>", "</item>", "<title>", "]]>", "<![CDATA[", "<p>", "<html>", "<body>", "&amp;", "&#x0;", "{", "}",
    '"', "[", "]", ":", '"text"', "Title: x", "\n", "\n\n", "NATO said so. ", "null", "<!--", "-->", "\ufeff",
    "<?xml version='1.0' encoding='x'?>",
])  # fmt: skip
TEXTS = st.lists(SCRAPS, max_size=25).map(lambda scraps: "".join(scraps).encode())
KEYS = st.sampled_from([
    "text", "html", "ninjs", "bodies", "headline", "uri", "value", "version", "provider", "published_at",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(data=st.one_of(st.binary(max_size=300), TEXTS), name=NAMES)
def test_every_item_is_an_article_or_an_error(data: bytes, name: str | None) -> None:
    for item in intake.read(data, name=name):
        assert (item.article is None) != (item.error is None)


@pytest.mark.parametrize("data", [b"[" * 100_000, b"<div>" * 20_000, b'{"ninjs":' * 5_000])
def test_deep_nesting_is_an_error_or_an_article_and_no_crash(data: bytes) -> None:
    assert intake.read(data, name="deep")


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
        max_leaves=12,
    )
)
@settings(max_examples=100, deadline=None)
def test_json_of_any_shape_is_an_article_or_an_error(value: object) -> None:
    for item in intake.read(json.dumps(value).encode(), name="x.json"):
        assert (item.article is None) != (item.error is None)
