"""Stored claims tell where their words stand in what was submitted, whatever its format."""

from __future__ import annotations

import html
import json
import re

import pytest

from services.articles import intake
from services.claims.extractor import Extractor, claims_of
from services.domain.codec import decode_claim, encode_claim

STORY = (
    "The mayor of Kemi said on Monday that the “old bridge” was safe & would stay open until the ice goes out.",
    "Harbour chief Olga Brandt denied that any ship had touched it, and the council will meet about it on Friday.",
)
PIECES = "".join(f"<p>{html.escape(line)}</p>" for line in STORY)
PAGE = f"<html><head><title>Bridge safe</title></head><body><article>{PIECES}</article></body></html>"
NOTE = f"Title: Bridge safe\nOutlet: Wire\n\n{STORY[0]}\r\n\r\n  {STORY[1]}\n"
MARKED = f"# Bridge safe\n\n{STORY[0].replace('old', '**old**')}\n\n> {STORY[1]}\n"
ITEM = json.dumps({"uri": "urn:x", "headline": "Bridge safe", "body_xhtml": PIECES})
ENTRY = f"<item><title>Bridge safe</title><description>{html.escape(PIECES)}</description></item>"
FEED = f"<rss><channel>{ENTRY}</channel></rss>"
BODIES = {
    "page.html": (PAGE, PAGE),
    "note.txt": (NOTE, NOTE),
    "note.md": (MARKED, MARKED),
    "item.json": (ITEM, PIECES),
    "feed.xml": (FEED, FEED),
}
"""What is submitted, and the text that its offsets count in."""


def shown(piece: str) -> str:
    """What a piece of the source shows: entities decoded, marks and tags left out."""
    bare = re.sub(r"<[^>]*>|\*\*", "", html.unescape(piece))
    return " ".join(html.unescape(bare).split())


@pytest.mark.parametrize("name", BODIES)
def test_a_claims_places_show_its_words_in_what_was_submitted(rules: Extractor, name: str) -> None:
    data, source = BODIES[name]
    [item] = intake.read(data.encode(), name=name)
    assert item.article is not None
    claims = claims_of(item.article, rules.extract(item.article.text))
    assert len(claims) >= 2
    for claim in claims:
        assert claim.submitted is not None
        assert " ".join(shown(source[s:e]) for s, e in claim.submitted.content) == claim.text
        assert decode_claim(json.loads(json.dumps(encode_claim(claim)))) == claim
