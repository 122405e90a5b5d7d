"""An analyst merges, splits and renames matters over REST and on the page; each is an event under his name."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from services.api import organising
from services.domain.errors import ServiceUnavailable
from services.domain.events import MatterRenamed, MattersMerged, MatterSplit
from services.reports.shapes import Throughput
from tests.unit.api.fake_system import FakeSystem


@pytest.fixture(autouse=True)
def up_to_date(system: FakeSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    """The read side in memory tells of everything at once, and nobody waits for one that doesn't."""
    system.lag = 0
    monkeypatch.setattr(organising, "PATIENCE_SECONDS", 0.0)


def test_a_matter_is_renamed_under_the_analysts_name(client: TestClient, system: FakeSystem) -> None:
    number = system.matters().items[0].id
    answer = client.patch(f"/v1/matters/{number}", json={"title": "Who floods whom?", "analyst": "eve", "note": "why"})
    assert (answer.status_code, answer.json()["title"]) == (200, "Who floods whom?")
    assert system.log[-1].event == MatterRenamed(number, "Who floods whom?", "why", "eve")


def test_a_merged_matter_answers_with_the_one_that_stays(client: TestClient, system: FakeSystem) -> None:
    gone, kept = (row.id for row in system.matters().items[:2])
    answer = client.post(f"/v1/matters/{gone}/merge", json={"into": kept})
    assert (answer.status_code, answer.json()["id"]) == (200, kept)
    assert system.log[-1].event == MattersMerged(gone, kept, None, None)


def test_a_split_answers_with_the_new_matter(client: TestClient, system: FakeSystem) -> None:
    row = system.finding_rows[0]
    answer = client.post(f"/v1/matters/{row.matter_id}/split", json={"claims": [row.a.id], "title": "Another"})
    assert (answer.status_code, answer.json()["title"]) == (201, "Another")
    assert isinstance(system.log[-1].event, MatterSplit)


def test_the_page_of_a_matter_shows_claims_to_choose_and_takes_the_forms(
    client: TestClient, system: FakeSystem
) -> None:
    number = system.matters().items[0].id
    shown = client.get(f"/matters/{number}", headers={"accept": "text/html"}).text
    assert 'name="claim"' in shown
    assert client.post(f"/matters/{number}/rename", data={"title": "Water"}).headers["location"] == f"/matters/{number}"
    assert "<bdi>Water</bdi>" in client.get(f"/matters/{number}").text


@pytest.mark.parametrize(("method", "path", "body"), [
    ("PATCH", "", {"title": "Water"}), ("POST", "/merge", {"into": "m-water"}),
    ("POST", "/split", {"claims": ["CLAIM"], "title": "Another"}),
])
@pytest.mark.parametrize("away", [False, True])
def test_what_is_recorded_and_not_shown_yet_is_not_to_be_sent_again(
    client: TestClient, system: FakeSystem, monkeypatch: pytest.MonkeyPatch, method: str, path: str,
    body: dict[str, object], away: bool,
) -> None:
    def throughput() -> Throughput:
        raise ServiceUnavailable("the database can't be reached")

    row = system.finding_rows[0]
    system.lag = 1
    if away:
        monkeypatch.setattr(system, "throughput", throughput)
    given = {**body, "claims": [row.a.id]} if "claims" in body else body
    before = len(system.log)
    answer = client.request(method, f"/v1/matters/{row.matter_id}{path}", json=given)
    assert (answer.status_code, answer.json()["code"]) == (503, "not-shown-yet")
    assert f"recorded (event {before + 1})" in answer.json()["detail"]
    assert "retry-after" not in answer.headers
    assert len(system.log) == before + 1
