"""The resources give what the read side holds, page by page, in every promised form."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from services.api.settings import ApiSettings
from services.domain.contradiction import Relation
from tests.unit.api.dam_dispute import article_id
from tests.unit.api.fake_system import FakeSystem


@pytest.mark.parametrize("resource", ["articles", "claims", "parties", "speakers", "matters", "contradictions"])
def test_following_the_link_header_visits_every_item_once(client: TestClient, resource: str) -> None:
    whole = client.get(f"/v1/{resource}?limit=500").json()["items"]
    seen, path = [], f"/v1/{resource}?limit=2"
    while path:
        answer = client.get(path)
        seen += answer.json()["items"]
        link = answer.headers.get("link", "")
        assert bool(link) == bool(answer.json()["next_cursor"])
        path = link.partition(">")[0].lstrip("<")
    assert seen == whole
    assert len(seen) >= 3


def test_an_article_can_be_followed_to_its_text_and_claims(client: TestClient, system: FakeSystem) -> None:
    base = f"/v1/articles/{article_id('first')}"
    text, claims = client.get(f"{base}/text").text, client.get(f"{base}/claims").json()["items"]
    assert text == system.texts[article_id("first")]
    for claim in claims:
        assert " ".join(text[start:end] for start, end in claim["content"]) == claim["text"]


def test_articles_are_listed_by_status(client: TestClient) -> None:
    assert [row["title"] for row in client.get("/v1/articles?status=failed").json()["items"]] == ["Sluice report"]


def test_contradictions_of_a_pair_are_found_by_the_beginning_of_their_names(client: TestClient) -> None:
    found = client.get("/v1/contradictions?party=tama&party=OSTRAVA").json()["items"]
    assert len(found) == 2
    assert all({row["a"]["party"], row["b"]["party"]} == {"Tamaria", "Ostrava Union"} for row in found)


def test_a_contradiction_tells_its_reasons_and_its_history(client: TestClient, system: FakeSystem) -> None:
    row = client.get(f"/v1/contradictions/{system.finding_rows[1].id[:8]}").json()
    assert row["signals"][0]["a_words"] == ["At least 40 villages"]
    assert row["verdicts"][0]["note"] == "Both count the same week."


def test_an_agreement_that_one_side_asserts_is_sent_with_that_claim_alone(
    client: TestClient, system: FakeSystem
) -> None:
    row = replace(system.finding_rows[0], id="f" * 64, relation=Relation.AGREEMENT, kind=None)
    system.finding_rows.append(replace(row, b=row.a))
    items = client.get("/v1/contradictions?relation=agreement&limit=500").json()["items"]
    (alone,) = [item for item in items if item["id"] == row.id]
    assert (alone["a"]["id"], alone["b"]) == (row.a.id, None)
    assert client.get(f"/v1/contradictions/{row.id}").json()["b"] is None


def test_a_verdict_is_recorded_and_told(client: TestClient, system: FakeSystem) -> None:
    path = f"/v1/contradictions/{system.finding_rows[0].id}"
    answer = client.post(f"{path}/verdicts", json={"judgement": "rejected", "note": " No. ", "analyst": "eve"})
    assert (answer.status_code, answer.json()["verdict"]) == (201, "rejected")
    client.post(f"{path}/verdicts", json={"judgement": "confirmed"})
    history = client.get(path).json()["verdicts"]
    assert [(entry["judgement"], entry["note"]) for entry in history] == [("rejected", "No."), ("confirmed", None)]


@pytest.mark.parametrize("name", ["party-matrix", "pairs", "self-consistency"])
@pytest.mark.parametrize(("format_", "media_type"), [
    ("json", "application/json"), ("jsonld", "application/ld+json"), ("md", "text/markdown"), ("csv", "text/csv"),
])
def test_every_report_comes_in_every_format(client: TestClient, name: str, format_: str, media_type: str) -> None:
    answer = client.get(f"/v1/reports/{name}?format={format_}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    if "json" in format_:
        json.loads(answer.text)
    if format_ == "csv":
        rows = list(csv.reader(io.StringIO(answer.text)))
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}


def test_a_report_is_read_as_of_a_position_or_a_time(client: TestClient) -> None:
    assert client.get("/v1/reports/pairs?as_of=4").json()["as_of_position"] == 4
    assert client.get("/v1/reports/pairs?as_of=2026-03-02T09:02:30Z").json()["as_of_position"] == 2
    assert client.get("/v1/reports/pairs?as_of=2026-03-02T09:02:30+00:00").json()["as_of_position"] == 2
    assert len(client.get("/v1/reports/pairs?as_of=4").json()["contradictions"]) == 2


@pytest.mark.parametrize("path", ["/v1/claims", "/v1/contradictions", "/v1/reports/pairs", "/report"])
def test_a_party_of_the_past_is_found_as_of_then(client: TestClient, system: FakeSystem, path: str) -> None:
    system.claim_rows = [replace(c, superseded=c.party == "Delta Farmers' League") for c in system.claim_rows]
    assert client.get(f"{path}?party=Delta").status_code == 404
    assert client.get(f"{path}?party=Delta&as_of=1000").status_code == 200


def test_failed_work_is_listed_and_retried(client: TestClient) -> None:
    (job,) = client.get("/v1/workers/failed").json()["items"]
    assert client.post(f"/v1/workers/failed/{job['id']}/retry").json()["state"] == "pending"
    again = client.post(f"/v1/workers/failed/{job['id']}/retry")
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    assert client.get("/v1/workers/failed").json()["items"] == []


def test_metrics_show_queues_articles_and_lag(client: TestClient) -> None:
    text = client.get("/metrics").text
    assert text == client.get("/v1/metrics").text
    assert 'counterclaim_jobs{queue="extract",state="pending"} 3.0' in text
    assert 'counterclaim_oldest_pending_job_seconds{queue="extract"} 12.5' in text
    assert 'counterclaim_articles{status="failed"} 1.0' in text
    assert "counterclaim_projection_lag_events 1.0" in text


def test_ready_turns_503_without_a_database_and_live_does_not(client: TestClient, system: FakeSystem) -> None:
    assert client.get("/v1/health/ready").json()["ready"] is True
    system.down = True
    assert client.get("/v1/health/ready").status_code == 503
    assert client.get("/v1/health").json()["ready"] is False
    assert client.get("/v1/health/live").status_code == 200


def test_every_operation_of_the_description_is_told_in_words(client: TestClient) -> None:
    description = client.get("/v1/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    tags = {tag["name"] for tag in description["tags"]}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            assert operation["description"], (method, path)
            assert set(operation["tags"]) <= tags
            problems = [code for code in operation["responses"] if code[0] in "45" and path != "/v1/health"]
            for code in problems:
                if not path.startswith("/v1/health"):
                    assert "application/problem+json" in operation["responses"][code]["content"], (path, code)


def test_every_setting_is_told_of_in_the_docs() -> None:
    told = Path("docs/api.md").read_text()
    for name in ApiSettings.model_fields:
        assert f"`COUNTERCLAIM_API_{name.upper()}`" in told


def test_every_reference_of_the_description_leads_somewhere(client: TestClient) -> None:
    description = client.get("/v1/openapi.json").json()
    text = json.dumps(description)
    names = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert names <= set(description["components"]["schemas"])
