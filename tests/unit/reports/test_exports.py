"""Exports carry the whole report, and hostile words do nothing where they are opened."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from services.domain.claim import Places
from services.domain.contradiction import Judgement
from services.reports import csv_export, json_export, jsonld, markdown, wording
from services.reports.shapes import Report
from tests.unit.api.dam_dispute import FIRST, filled


@pytest.fixture
def report() -> Report:
    return filled().report()


def test_csv_has_one_row_a_finding(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_export.render(report))))
    assert [row["section"] for row in rows] == ["contradiction"] * 4 + ["self_reversal", "agreement"]
    assert rows[0]["a_text"] == "breaches the river accord of 1994"
    assert rows[1]["verdict"] == "confirmed"


def _words(spans: str) -> list[str]:
    return [FIRST[slice(*map(int, span.split("-")))] for span in spans.split()]


def test_csv_says_where_in_the_article_each_part_stands(report: Report) -> None:
    row = next(csv.DictReader(io.StringIO(csv_export.render(report))))
    assert _words(row["a_content_span"]) == ["breaches the river accord of 1994"]
    assert _words(row["a_source_span"]) == ["which it says"]
    assert _words(row["a_cue_span"]) == ["says"]
    assert (row["a_in_title"], row["a_submitted_content_span"]) == ("", "")


def test_exports_say_where_the_words_stand_in_what_was_submitted(report: Report) -> None:
    claim = replace(report.contradictions[0].a, in_title=True, submitted=Places(None, ((7, 9),), ((12, 40), (44, 50))))
    changed = replace(report, contradictions=(replace(report.contradictions[0], a=claim),))
    row = next(csv.DictReader(io.StringIO(csv_export.render(changed))))
    assert (row["a_in_title"], row["a_submitted_source_span"]) == ("yes", "")
    assert (row["a_submitted_cue_span"], row["a_submitted_content_span"]) == ("7-9", "12-40 44-50")
    node = next(n for n in json.loads(jsonld.render(changed))["@graph"] if n.get("@id") == f"urn:uuid:{claim.id}")
    assert node["inTitle"] is True
    assert "sourceAt" not in node["submitted"]
    assert [(s["start"], s["end"]) for s in node["submitted"]["contentAt"]] == [(12, 40), (44, 50)]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\ufeff=1", "＝1"])
def test_no_cell_is_run_as_a_formula(cell: str) -> None:
    assert csv_export.guarded(cell) == "'" + cell


def test_plain_words_are_left_alone() -> None:
    assert csv_export.guarded("A-1 = B") == "A-1 = B"
    assert csv_export.guarded(None) == ""


def test_csv_of_the_matrix_has_a_row_a_pair(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_export.render_matrix(report))))
    pair = next(row for row in rows if (row["a"], row["b"]) == ("Ostrava Union", "Tamaria"))
    assert (pair["contradictions"], pair["agreements"], pair["kinds"]) == ("2", "1", "denial 1; numeric 1")


def test_json_gives_back_what_the_report_holds(report: Report) -> None:
    document = json.loads(json_export.render(report))
    assert document["contradictions"][0]["a"]["id"] == report.contradictions[0].a.id
    assert document["contradictions"][0]["kind"] == "denial"
    assert document["self_reversals"][0]["b"]["party"] == "Tamaria"


def test_jsonld_names_each_thing_once_and_refers_to_nothing_unknown(report: Report) -> None:
    document = json.loads(jsonld.render(report))
    nodes = [node for node in document["@graph"] if "@id" in node]
    ids = [node["@id"] for node in nodes]
    assert len(ids) == len(set(ids))
    assert all(identifier.startswith("urn:uuid:") or "matter" in identifier or "m-" in identifier for identifier in ids)
    for node in nodes:
        for name in ("author", "spokenByCharacter", "appearance", "about"):
            if name in node:
                assert node[name]["@id"] in ids
    denial = next(node for node in nodes if node.get("kind") == "denial")
    assert all(claim in ids for claim in denial["between"])


def test_jsonld_keeps_its_ids_from_export_to_export(report: Report) -> None:
    assert jsonld.render(report) == jsonld.render(filled().report())


def test_a_quotation_is_called_one_only_where_the_article_quotes(report: Report) -> None:
    document = json.loads(jsonld.render(report))
    types = {node["text"]: node["@type"] for node in document["@graph"] if "text" in node}
    assert types["breaches the river accord of 1994"] == "Claim"
    assert types['"Not one well was drilled by us."'] == ["Claim", "Quotation"]


def test_jsonld_says_where_in_the_article_each_part_stands(report: Report) -> None:
    document = json.loads(jsonld.render(report))
    claim = next(n for n in document["@graph"] if n.get("text") == "breaches the river accord of 1994")
    at = claim["contentAt"][0]
    assert at["@type"] == "oa:TextPositionSelector"
    assert FIRST[at["start"] : at["end"]] == claim["text"]
    assert "submitted" not in claim


def test_markdown_shows_both_sides_and_why(report: Report) -> None:
    text = markdown.render(report)
    assert "> breaches the river accord of 1994" in text
    assert "Ilse Varga (Tamaria)" in text
    assert "**Denial**, strong." in text
    assert wording.PROMISE in text


def test_markdown_runs_nothing_hostile(report: Report) -> None:
    text = markdown.render(report)
    assert "<script" not in text
    assert "<img" not in text
    assert "[x](javascript" not in text


def test_an_empty_report_says_what_to_do_next() -> None:
    empty = filled()
    empty.finding_rows.clear()
    assert "counterclaim submit FILE" in markdown.render(empty.report())


@pytest.mark.parametrize(
    ("score", "word"), [(0.9, "strong"), (0.5, "strong"), (0.4, "likely"), (0.3, "possible"), (0.1, "weak")]
)
def test_a_score_is_told_as_a_word(score: float, word: str) -> None:
    assert wording.strength(score) == word


def test_every_judgement_and_kind_has_words() -> None:
    assert set(wording.JUDGEMENT_LABEL) == set(Judgement)
    assert set(wording.KIND_LABEL) == set(wording.KIND_MEANING)
