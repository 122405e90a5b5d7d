"""An agreement that one side alone asserts reads as what it is, and its one claim is shown once."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from services.cli.render.finding import face_off
from services.domain.contradiction import Signal
from services.reports import csv_export, json_export, jsonld, markdown, wording
from services.reports.shapes import FindingRow, Report
from tests.unit.api.dam_dispute import filled

NOTE = "Tamaria says that it agrees with the Philippines."


@pytest.fixture
def asserted() -> FindingRow:
    found = filled().report().agreements[0]
    told = f"Tamaria says that it agrees with the Philippines: “{found.a.text}”. Asserted by one side only."
    signals = (Signal("consensus", -1.0, ("agreed",), (), NOTE),)
    return replace(found, b=found.a, signals=signals, summary=told)


@pytest.fixture
def report(asserted: FindingRow) -> Report:
    return replace(filled().report(), contradictions=(), self_reversals=(), agreements=(asserted,))


def test_the_heading_names_the_party_that_is_meant(asserted: FindingRow) -> None:
    assert wording.heading(asserted) == NOTE.rstrip(".")
    older = replace(asserted, signals=(Signal("consensus", -1.0, ("agreed",), (), "Only Tamaria says so."),))
    assert wording.heading(older) == NOTE.rstrip(".")


def test_the_terminal_quotes_the_claim_once(asserted: FindingRow) -> None:
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(face_off(asserted))
    shown = console.export_text()
    assert NOTE.rstrip(".") in shown
    assert shown.count(asserted.a.text) == 1


def test_markdown_quotes_the_claim_once(report: Report, asserted: FindingRow) -> None:
    shown = markdown.render(report)
    assert shown.count(markdown.escaped(asserted.a.text)) == 1
    assert "that it agrees with the Philippines" in shown


def test_csv_and_json_leave_the_other_side_empty(report: Report) -> None:
    (row,) = csv.DictReader(io.StringIO(csv_export.render(report)))
    assert row["a_text"]
    assert {value for name, value in row.items() if name.startswith("b_")} == {""}
    assert json.loads(json_export.render(report))["agreements"][0]["b"] is None


def test_jsonld_ties_it_to_its_one_claim(report: Report, asserted: FindingRow) -> None:
    graph = json.loads(jsonld.render(report))["@graph"]
    (node,) = [node for node in graph if node.get("@type") == "cc:Agreement"]
    assert node["between"] == [f"urn:uuid:{asserted.a.id}"]
