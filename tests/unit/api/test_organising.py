"""An analyst merges, splits and renames matters over REST and on the page; each is an event under his name."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from services.api import organising
from services.domain.events import MatterRenamed, MattersMerged, MatterSplit
from tests.unit.api.fake_system import FakeSystem


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The read side in memory is up to date at once, though it says otherwise."""
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
