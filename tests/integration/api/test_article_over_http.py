"""From a request to the report and the page, over a real database."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from services.api.app import create_app
from services.api.kept_answers import DatabaseAnswers
from services.api.settings import ApiSettings
from services.bootstrap import System
from services.cli.main import app as terminal
from services.domain.contradiction import Judgement
from tests.integration.conftest import system_on
from tests.turning import Turning

FILLER = "The talks on the water of the river went on in the town of Kelle until late in the evening and were hard. "
CLAIM = f"{FILLER}Tamaria said the dam is safe. {FILLER}"
DENIAL = f"{FILLER}Ostrava said the dam is not safe. {FILLER}"


@pytest.fixture
def client(running: System) -> Iterator[TestClient]:
    app = create_app(running, DatabaseAnswers(running.engine), ApiSettings())
    with TestClient(
        app, base_url="http://127.0.0.1:8765", client=("127.0.0.1", 5), raise_server_exceptions=False,
        follow_redirects=False,
    ) as made:
        yield made


@pytest.fixture
def reported(client: TestClient, turning: Turning) -> TestClient:
    """A client of a system that has read two articles that contradict each other."""
    batch = [
        {"text": CLAIM, "title": "Safe", "outlet": "Wire", "published_at": "2026-03-02"},
        {"text": DENIAL, "title": "Not safe", "outlet": "Herald", "published_at": "2026-03-03"},
    ]
    answer = client.post("/v1/articles", json={"articles": batch}, headers={"X-Request-ID": "desk-7"})
    assert answer.status_code == 202, answer.text
    turning.run()
    turning.relay()
    return client


def test_two_articles_become_a_contradiction_on_the_page(reported: TestClient) -> None:
    (row,) = reported.get("/v1/contradictions").json()["items"]
    assert {row["a"]["party"], row["b"]["party"]} == {"Tamaria", "Ostrava"}
    page = reported.get("/").text
    assert "1 contradiction" in page
    assert f'id="finding-{row["id"]}"' in page
    assert reported.get(f"/contradictions/{row['id'][:8]}").status_code == 200
    assert f'id="claim-{row["a"]["id"]}"' in reported.get(f"/articles/{row['a']['article_id']}").text
    assert "Tamaria" in reported.get("/report?party=Tamaria&party=Ostrava").text


def test_an_article_that_met_nothing_counts_no_findings(reported: TestClient, turning: Turning) -> None:
    reported.post("/v1/articles", json={"text": f"{FILLER}Nobody knew more than that. {FILLER}", "title": "Quiet"})
    turning.run()
    turning.relay()
    rows = reported.get("/v1/articles").json()["items"]
    assert {row["title"]: row["findings"] for row in rows} == {"Safe": 1, "Not safe": 1, "Quiet": 0}


def test_every_resource_answers_over_the_real_read_side(reported: TestClient) -> None:
    for path in (
        "/v1/articles", "/v1/claims", "/v1/parties", "/v1/speakers", "/v1/matters", "/v1/contradictions", "/v1/events",
        "/v1/reports/party-matrix", "/v1/reports/pairs", "/v1/workers/throughput", "/v1/workers/queues",
        "/v1/workers/failed", "/v1/health", "/metrics", "/matters", "/articles", "/workers", "/docs",
    ):
        answer = reported.get(path)
        assert answer.status_code == 200, (path, answer.text)
    for format_ in ("json", "jsonld", "md", "csv"):
        assert "Ostrava" in reported.get(f"/v1/reports/pairs?format={format_}").text


def test_pages_of_two_visit_everything_once(reported: TestClient) -> None:
    for resource in ("articles", "claims", "parties", "speakers"):
        seen, path = [], f"/v1/{resource}?limit=1"
        while path:
            answer = reported.get(path)
            seen += answer.json()["items"]
            path = answer.headers.get("link", "").partition(">")[0].lstrip("<")
        assert len(seen) == 2, resource
        assert seen == reported.get(f"/v1/{resource}").json()["items"]
        assert reported.get(f"/v1/{resource}?cursor=bm8").json()["code"] == "invalid-input"


def test_the_request_id_is_the_correlation_of_all_that_followed(reported: TestClient) -> None:
    events = reported.get("/v1/events").json()["items"]
    assert {event["type"] for event in events} == {"ArticleSubmitted", "ClaimsExtracted", "ContradictionsFound"}
    assert {event["correlationid"] for event in events} == {"desk-7"}


def test_a_report_as_of_the_first_event_knows_nothing_of_the_rest(reported: TestClient) -> None:
    assert reported.get("/v1/reports/pairs?as_of=1").json()["contradictions"] == []
    assert reported.get("/?as_of=1").status_code == 200
    assert len(reported.get("/v1/reports/pairs?as_of=2999-01-01").json()["contradictions"]) == 1


def test_a_verdict_is_told_at_once_even_where_the_read_side_is_late(reported: TestClient, turning: Turning) -> None:
    (row,) = reported.get("/v1/contradictions").json()["items"]
    answer = reported.post(f"/v1/contradictions/{row['id']}/verdicts", json={"judgement": "confirmed", "note": "Yes."})
    assert answer.json()["verdict"] == "confirmed"
    turning.relay()
    assert reported.get(f"/v1/contradictions/{row['id']}").json()["verdicts"][0]["note"] == "Yes."


def test_a_kept_answer_outlives_the_server(client: TestClient, database_url: str) -> None:
    headers = {"Idempotency-Key": "once"}
    first = client.post("/v1/articles", json={"text": CLAIM}, headers=headers)
    other = system_on(database_url)
    app = create_app(other, DatabaseAnswers(other.engine), ApiSettings())
    again = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 5))
    second = again.post("/v1/articles", json={"text": CLAIM}, headers=headers)
    assert second.json() == first.json()
    assert again.post("/v1/articles", json={"text": DENIAL}, headers=headers).status_code == 422
    assert len(again.get("/v1/articles").json()["items"]) in (0, 1)
    other.close()


def test_racing_requests_with_one_key_get_one_answer(client: TestClient) -> None:
    answers: list[dict[str, object]] = []

    def send() -> None:
        answers.append(client.post("/v1/articles", json={"text": CLAIM}, headers={"Idempotency-Key": "race"}).json())

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(answers) == 6
    assert all(answer == answers[0] for answer in answers)


def test_failed_work_is_retried_over_http(client: TestClient, running: System, turning: Turning) -> None:
    client.post("/v1/articles", json={"text": CLAIM})
    (ring,) = turning.relay()
    lease = turning.take(ring.job_id)
    assert lease is not None
    with running.start_uow() as work:
        work.jobs.fail(lease, "it broke", final=True)
        work.commit()
    (job,) = client.get("/v1/workers/failed").json()["items"]
    assert (job["error"], client.post("/workers/failed/retry").status_code) == ("it broke", 303)
    turning.run()
    turning.relay()
    assert client.get("/v1/articles").json()["items"][0]["status"] == "processed"


def test_without_a_database_the_api_says_so(running: System) -> None:
    lost = system_on("postgresql://nobody@127.0.0.1:1/none")
    client = TestClient(
        create_app(lost, DatabaseAnswers(lost.engine), ApiSettings()), base_url="http://localhost",
        client=("127.0.0.1", 5), raise_server_exceptions=False,
    )
    assert client.get("/v1/health/live").status_code == 200
    assert client.get("/v1/health/ready").status_code == 503
    for answer in (
        client.get("/v1/claims"), client.post("/v1/articles", json={"text": CLAIM}),
        client.post("/v1/articles", json={"text": CLAIM}, headers={"Idempotency-Key": "k"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable"), answer.text
    lost.close()


def test_the_verdict_button_works_over_the_real_system(reported: TestClient, running: System, turning: Turning) -> None:
    (row,) = reported.get("/v1/contradictions").json()["items"]
    stop = threading.Event()

    def relay() -> None:
        while not stop.wait(0.02):
            turning.relay()

    thread = threading.Thread(target=relay)
    thread.start()
    try:
        form = {"judgement": "rejected", "back": "/"}
        assert reported.post(f"/contradictions/{row['id']}/verdict", data=form).status_code == 303
    finally:
        stop.set()
        thread.join(30)
    assert running.queries.finding(row["id"]).verdict is Judgement.REJECTED
    assert "0 contradictions" in reported.get("/").text


def test_words_that_the_database_can_not_hold_are_refused_and_lose_nothing(
    reported: TestClient, turning: Turning
) -> None:
    (row,) = reported.get("/v1/contradictions").json()["items"]
    events, verdicts = len(reported.get("/v1/events").json()["items"]), f"/v1/contradictions/{row['id']}/verdicts"
    for bad in ("a\\u0000b", "\\ud800"):
        for name in ("note", "analyst"):
            body = f'{{"judgement": "confirmed", "{name}": "{bad}"}}'
            answer = reported.post(verdicts, content=body, headers={"Content-Type": "application/json"})
            assert (answer.status_code, answer.json()["code"]) == (422, "invalid-input"), answer.text
    for path in (
        "/v1/claims?party=%00", "/v1/claims?speaker=%00", "/?party=%00", "/v1/events?type=%00", "/v1/events?stream=%00",
        "/v1/contradictions?party=%00", "/v1/articles/%00", "/v1/speakers?party=%00",
    ):
        answer = reported.get(path)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid-input"), (path, answer.text)
    withdrawn = reported.delete(f"/v1/articles/{row['a']['article_id']}?reason=%00")
    assert (withdrawn.status_code, withdrawn.json()["errors"][0]["field"]) == (422, "reason")
    assert len(reported.get("/v1/events").json()["items"]) == events


def test_an_article_that_only_the_log_knows_is_shown_and_can_be_withdrawn(client: TestClient, turning: Turning) -> None:
    queued = client.post("/v1/articles", json={"text": CLAIM, "title": "Safe"}).json()["results"][0]["id"]
    where = f"/v1/articles/{queued}"
    assert client.get(f"{where}/claims").json()["items"] == []
    assert "Tamaria said the dam is safe." in client.get(f"{where}/text").text
    assert client.get(f"/v1/contradictions?article={queued}").json()["items"] == []
    page = client.get(f"/articles/{queued}")
    assert (page.status_code, "It has not been read yet." in page.text) == (200, True)
    for gone in ([queued], []):
        answer = client.delete(where, params={"reason": "court order", "copies": True})
        assert (answer.status_code, answer.json()) == (200, {"withdrawn": gone, "shown": True})
    for _ in range(2):
        assert client.get(f"{where}/text").status_code == 410
        row = client.get(where).json()
        assert (row["status"], row["title"], row["withdrawn_reason"]) == ("withdrawn", None, "court order")
        turning.run()


def test_the_terminal_withdraws_an_article_that_only_the_log_knows(
    client: TestClient, running: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued = client.post("/v1/articles", json={"text": CLAIM}).json()["results"][0]["id"]
    monkeypatch.setattr("services.cli.withdraw.connect", lambda: running)
    monkeypatch.setattr("services.cli.withdraw.queries", lambda: running.queries)
    done = CliRunner().invoke(terminal, ["withdraw", queued, "--reason", "court order", "--yes"])
    assert (done.exit_code, "1 withdrawn." in done.output) == (0, True), done.output
    assert running.queries.article(queued).status == "withdrawn"
