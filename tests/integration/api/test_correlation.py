"""One request's id is on every event that follows from it, up to the last contradiction; failed work is retried by hand
over HTTP and in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from typer.testing import CliRunner

from services.api.app import create_app
from services.api.kept_answers import DatabaseAnswers
from services.bootstrap import System
from services.cli import context
from services.cli.main import app
from tests.articles import article
from tests.turning import Turning


@pytest.fixture
def client(running: System) -> Iterator[TestClient]:
    """The API on the test's database, asked from the same machine."""
    made = create_app(running, DatabaseAnswers(running.engine))
    with TestClient(made, base_url="http://127.0.0.1:8765", client=("127.0.0.1", 50000)) as started:
        yield started


def test_a_requests_id_is_carried_to_the_last_contradiction(running: System, turning: Turning, client: TestClient):
    for name, words in (("one", "NATO said the strikes are just."), ("two", "Russia said the strikes are not just.")):
        body = {"text": words, "outlet": name, "published_at": "2011-07-05"}
        answer = client.post("/v1/articles", json=body, headers={"X-Request-ID": f"request-{name}"})
        assert (answer.status_code, answer.headers["X-Request-ID"]) == (202, f"request-{name}")
        turning.run()
    events = {event["id"]: event for event in client.get("/v1/events").json()["items"]}
    (found,) = [e for e in running.queries.events() if e.type == "ContradictionsFound" and e.event.findings]
    assert found.correlation_id == "request-two"
    steps = [found]
    while steps[-1].causation_id:
        steps.append(running.queries.event(steps[-1].causation_id))
    assert [e.type for e in steps] == ["ContradictionsFound", "ClaimsExtracted", "ArticleSubmitted"]
    assert {e.correlation_id for e in steps} == {"request-two"}
    assert {e.id for e in steps} <= set(events)


def fail_all(running: System) -> None:
    with running.engine.begin() as connection:
        connection.execute(text("UPDATE jobs SET state = 'failed', attempts = 4, error = 'it was poison'"))


def test_failed_work_is_retried_by_hand_and_in_bulk_over_http_and_in_the_terminal(
    running: System, turning: Turning, client: TestClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(context, "connect", lambda: running)
    monkeypatch.setattr("services.cli.failed.connect", lambda: running)
    monkeypatch.setattr("services.cli.failed.queries", lambda: running.queries)
    items = [article(f"NATO said number {n} is just.") for n in range(4)]
    running.submit(items)
    turning.relay()
    fail_all(running)
    first = client.get("/v1/workers/failed").json()["items"][0]
    assert (first["error"], first["article_title"]) == ("it was poison", items[0].title)
    assert client.post(f"/v1/workers/failed/{first['id']}/retry").json()["state"] == "pending"
    assert client.post(f"/v1/workers/failed/{first['id']}/retry").status_code == 409
    second = running.queries.failed().items[0]
    shown = CliRunner().invoke(app, ["failed", "show", second.id]).output
    assert "it was poison" in shown
    assert "1 queued again" in CliRunner().invoke(app, ["failed", "retry", second.id]).output
    assert client.post("/v1/workers/failed/retry").json() == {"requeued": 2}
    fail_all(running)
    assert "4 queued again" in CliRunner().invoke(app, ["failed", "retry", "--all"]).output
    turning.run()
    assert {running.queries.article(item.id).status for item in items} == {"processed"}


def test_a_worker_from_before_a_retry_by_hand_can_neither_finish_nor_renew(running: System, turning: Turning):
    running.submit([article("NATO said the strikes are just.")])
    (ring,) = turning.relay()
    before = turning.take(ring.job_id)
    fail_all(running)
    running.retry_failed()
    after = turning.take(ring.job_id)
    assert (before.attempt, after.attempt) == (1, 1)
    with running.start_uow() as work:
        assert work.jobs.renew([before]) == 0
        assert work.jobs.renew([after]) == 1
    turning.finish(after, turning.answer(after))
