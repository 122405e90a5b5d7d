"""`counterclaim extract` on HTML and with titles: every offset points into what was given."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from services.cli.main import app

PIECE = (
    "<p>Russia&#8217;s envoy Ivan Petrov said the <b>strikes</b> were &quot;illegal &amp; wrong&quot;.</p>\n"
    "<p>The alliance denied that anyone had been hurt.</p>"
)
PAGE = (
    "<!doctype html><html><head><title>Talks go on</title></head><body><nav><a href=/>Home</a></nav>"
    f"<article>{PIECE}"
    "<p>The two sides meet again in Sochi, where the president will present a plan for a truce to both.</p></article>"
    "<footer>All rights reserved.</footer></body></html>"
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    lines = [
        {"doc_id": "piece", "text": PIECE, "title": "Russia: NATO strikes illegal"},
        {"doc_id": "page", "text": PAGE},
        {"doc_id": "plain", "text": "He asked if 1 < 2. The mayor said the bridge is safe & sound."},
    ]
    file: Path = tmp_path_factory.mktemp("lines") / "in.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    result = CliRunner().invoke(app, ["extract", str(file)])
    assert result.exit_code == 0, result.output
    return {row["doc_id"]: row for row in map(json.loads, result.stdout.splitlines())}


def shown(given: str, spans: list[list[int]]) -> str:
    return " ".join(html.unescape(re.sub("<[^>]*>", "", given[s:e])) for s, e in spans)


@pytest.mark.parametrize(("name", "given"), [("piece", PIECE), ("page", PAGE)])
def test_offsets_point_into_the_html_that_was_given(printed, name: str, given: str) -> None:
    first, second, *_ = printed[name]["attributions"]
    assert shown(given, first["content"]) == 'the strikes were "illegal & wrong"'
    assert shown(given, [first["source"]]) == "Russia’s envoy Ivan Petrov"
    assert shown(given, second["cue"]) == "denied"
    assert given[slice(*first["content"][0])] == "the <b>strikes</b> were &quot;illegal &amp; wrong&quot;"


def test_a_plain_text_is_taken_as_it_stands(printed) -> None:
    text = "He asked if 1 < 2. The mayor said the bridge is safe & sound."
    [mayor] = [a for a in printed["plain"]["attributions"] if a["speaker"] == "mayor"]
    assert text[slice(*mayor["content"][0])] == "the bridge is safe & sound"
    assert "title_attributions" not in printed["plain"]


def test_what_the_title_says_comes_apart_with_offsets_into_the_title(printed) -> None:
    [headline] = printed["piece"]["title_attributions"]
    title = "Russia: NATO strikes illegal"
    assert title[slice(*headline["source"])] == "Russia"
    assert title[slice(*headline["content"][0])] == "NATO strikes illegal"
