"""The pages can be read and used without a script, and hostile articles stay words."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from services.api.web.finding import return_address
from services.domain.contradiction import Judgement
from tests.unit.api.dam_dispute import article_id
from tests.unit.api.fake_system import FakeSystem

PAGES = ["/", "/report?party=Tamaria", "/matters", "/articles", f"/articles/{article_id('first')}",
         f"/articles/{article_id('hostile')}", "/workers", "/docs"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_what_it_does_not_say(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "It detects conflicts between claims. It never says who is right." in answer.text
    assert "<main" in answer.text
    assert 'lang="en"' in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_no_page_runs_or_loads_anything_that_is_not_ours(client: TestClient, path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", answer.text)
    assert not re.search(r"\son\w+=[\"']|style=\"|javascript:alert\(1\)\"", answer.text)
    for address in re.findall(r'(?:src|href)="([^"]*)"', answer.text):
        assert address.startswith(("/", "#", "https://news.example")) or address == "", address


@pytest.mark.parametrize("path", [*PAGES, "/nope/%3Cscript%3Ealert(3)%3C/script%3E", "/report?party=%3Cscript%3E"])
def test_hostile_words_stay_words(client: TestClient, path: str) -> None:
    text = client.get(path, headers={"Accept": "text/html"}).text
    assert not re.search(r"<(img src=x|b>open|i>Outlet|u>hostile)", text)
    assert "alert(1)</script>" not in text
    assert not re.search("[\x00-\x08\u202a-\u202e]", text)


def test_a_contradiction_stands_face_to_face_with_the_words_that_carry_it(client: TestClient) -> None:
    text = client.get("/").text
    assert "<mark>breaches the river accord</mark> of 1994" in text
    assert "“We have <mark>broken no accord</mark>. The filling follows the timetable that all of us signed”" in text
    assert "also printed by 2 other outlets, one voice" in text
    assert "in reported speech" in text


def test_no_score_is_shown_as_a_number(client: TestClient, system: FakeSystem) -> None:
    for path in ("/", f"/contradictions/{system.finding_rows[0].id}"):
        text = re.sub(r"<[^>]+>", " ", client.get(path).text)
        assert "0.9" not in text
        assert "%" not in text
        assert "strong" in text


def test_the_filters_narrow_the_report_and_keep_the_matrix(client: TestClient) -> None:
    pair = client.get("/report?party=Delta Farmers' League&party=Ostrava Union").text
    assert "Who drilled the wells?" in pair
    assert "breaches the river accord" not in pair.partition("</form>")[2].partition("<h2 id=\"contradictions\"")[2]
    assert pair.count('class="heat-') >= 4
    assert "Nothing fits these filters" in client.get("/report?kind=temporal").text


def test_an_empty_system_says_what_to_do_next(client: TestClient, system: FakeSystem) -> None:
    system.rows.clear()
    system.claim_rows.clear()
    system.finding_rows.clear()
    for path in ("/", "/articles", "/matters"):
        assert "counterclaim submit FILE" in client.get(path).text


def test_claims_are_marked_where_they_stand(client: TestClient) -> None:
    text = client.get(f"/articles/{article_id('first')}").text
    assert '<span class="mark source" data-claims="2">Tamarian Water Minister Ilse Varga</span>' in text
    assert re.search(r'<span class="mark content" data-claims="1">breaches the river accord of 1994</span>', text)
    assert text.count('class="ref"') == 6


def test_a_script_address_is_never_a_link(client: TestClient) -> None:
    assert "javascript:" not in client.get(f"/articles/{article_id('hostile')}").text.replace("(javascript:1)", "")


def test_a_verdict_is_given_with_a_button_and_no_script(client: TestClient, system: FakeSystem) -> None:
    row = system.finding_rows[0]
    form = {"judgement": "confirmed", "back": "/report?kind=denial"}
    answer = client.post(f"/contradictions/{row.id}/verdict", data=form, headers={"Origin": "http://127.0.0.1:8765"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/report?kind=denial&judged={row.id}#finding-{row.id}"
    assert system.finding(row.id).verdict is Judgement.CONFIRMED
    after = client.get(answer.headers["location"]).text
    assert "Verdict recorded" in after
    assert 'value="confirmed" aria-pressed="true"' in after


def test_a_rejected_contradiction_leaves_the_report_and_keeps_its_page(client: TestClient, system: FakeSystem) -> None:
    row = system.finding_rows[0]
    client.post(f"/contradictions/{row.id}/verdict", data={"judgement": "rejected", "back": "/", "note": "No conflict"})
    assert "its own page keeps it" in client.get(f"/?judged={row.id}").text
    assert "No conflict" in client.get(f"/contradictions/{row.id}").text


@pytest.mark.parametrize(
    "back", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x", "", "/a\nb"]
)
def test_a_verdict_never_leads_to_another_site(back: str) -> None:
    assert return_address(back, "f").startswith("/?judged=f")


def test_failed_work_is_retried_with_a_button(client: TestClient, system: FakeSystem) -> None:
    assert "TimeLimitExceeded" in client.get("/workers").text
    assert client.post(f"/workers/failed/{system.jobs[0].id}/retry").headers["location"] == "/workers"
    assert "Nothing has failed." in client.get("/workers").text
