"""Articles come in by HTTP in any format; a bad one does not lose the rest; a repeated request is not a second one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.unit.api.conftest import Connect
from tests.unit.api.fake_system import FakeSystem

TEXT = (
    "KELLE, Tamaria (NNW) -- The water minister said on Monday that the dam was safe and that no village would lose "
    "its water this year, and the Union said on Tuesday that it did not believe a word of what she had promised."
)
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Northern News Wire</title>
<item><title>One</title><description>{TEXT}</description></item>
<item><title>Two</title><description>{TEXT.replace('Monday', 'Friday')}</description></item></channel></rss>"""


def test_one_article_is_queued_and_its_status_is_where_location_says(client: TestClient, system: FakeSystem) -> None:
    answer = client.post("/v1/articles", json={"text": TEXT, "title": "Dam safe", "published_at": "2026-03-02"})
    assert answer.status_code == 202
    assert (answer.json()["queued"], answer.json()["results"][0]["status"]) == (1, "queued")
    assert client.get(answer.headers["location"]).json()["status"] == "queued"
    assert system.submitted[0].title == "Dam safe"


def test_a_text_is_read_by_the_charset_that_its_sender_declares(client: TestClient, system: FakeSystem) -> None:
    body = f"{TEXT} Minister Dvo\u0159\u00e1k agreed.".encode("iso-8859-2")
    client.post("/v1/articles", content=body, headers={"content-type": "text/plain; charset=iso-8859-2"})
    assert "Dvo\u0159\u00e1k" in system.submitted[0].text


def test_the_request_id_follows_the_article_into_the_log(client: TestClient, system: FakeSystem) -> None:
    client.post("/v1/articles", json={"text": TEXT}, headers={"X-Request-ID": "from-the-desk"})
    assert system.log[-1].correlation_id == "from-the-desk"


def test_the_same_article_twice_is_one_article(client: TestClient) -> None:
    client.post("/v1/articles", json={"text": TEXT})
    answer = client.post("/v1/articles", json={"text": TEXT})
    assert (answer.status_code, answer.json()["known"]) == (202, 1)


def test_a_bad_article_does_not_lose_the_rest_of_the_batch(client: TestClient, system: FakeSystem) -> None:
    batch = {"articles": [{"text": ""}, {"text": TEXT}, "words", {"text": TEXT, "html": "<p>x</p>"}]}
    answer = client.post("/v1/articles", json=batch)
    results = answer.json()["results"]
    assert answer.status_code == 202
    assert [result["status"] for result in results] == ["rejected", "queued", "rejected", "rejected"]
    assert results[0]["problem"]["detail"]
    assert results[0]["place"] == "articles[0]"
    assert len(system.submitted) == 1


def test_a_batch_without_any_good_article_is_a_problem_with_every_fate(client: TestClient) -> None:
    answer = client.post("/v1/articles", json={"articles": [{"text": ""}, {"title": "no text"}]})
    assert answer.status_code == 422
    assert len(answer.json()["results"]) == 2


@pytest.mark.parametrize(("content_type", "body", "count"), [
    ("text/plain", TEXT, 1),
    ("text/plain; charset=utf-8", TEXT, 1),
    ("text/html", f"<html><body><article><h1>Dam</h1><p>{TEXT}</p></article></body></html>", 1),
    ("application/ninjs+json", json.dumps({"uri": "urn:x:1", "headlines": [{"value": "Dam"}],
                                           "bodies": [{"contentType": "text/plain", "value": TEXT}]}), 1),
    ("application/rss+xml", FEED, 2),
    ("application/x-ndjson", json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT + " More."}), 2),
])
def test_every_format_is_read_by_its_type(
    client: TestClient, system: FakeSystem, content_type: str, body: str, count: int
) -> None:
    answer = client.post("/v1/articles?outlet=Wire", content=body, headers={"Content-Type": content_type})
    assert answer.status_code == 202, answer.text
    assert len(system.submitted) == count


@pytest.mark.parametrize(("content_type", "body", "status", "code"), [
    ("application/json", b"{", 422, "malformed-input"),
    ("application/json", b"[" * 100_000, 422, "malformed-input"),
    ("application/json", b"\xff\xfe", 422, "malformed-input"),
    ("application/json", b"[]", 422, "invalid-input"),
    ("application/json", b'{"articles": []}', 422, "invalid-input"),
    ("application/json", b'{"articles": {}}', 422, "invalid-input"),
    ("application/json", b'{"text": 7}', 422, "invalid-input"),
    ("text/plain", b"", 422, "empty-article"),
    ("text/plain", b"\x00\x01\x02" * 300, 415, "binary-input"),
    ("text/plain", b"Der Minister sagte am Montag, der Damm sei sicher und niemand verliere Wasser. " * 5, 422,
     "unsupported-language"),
    ("application/pdf", b"%PDF-1.7", 415, "unsupported-media-type"),
    ("", b"words", 415, "unsupported-media-type"),
])
def test_bad_input_is_refused_with_its_own_problem(
    client: TestClient, content_type: str, body: bytes, status: int, code: str
) -> None:
    answer = client.post("/v1/articles", content=body, headers={"Content-Type": content_type})
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.json()["detail"]


def test_an_article_over_the_limit_is_too_large(client: TestClient) -> None:
    answer = client.post("/v1/articles", json={"text": TEXT * 2000})
    assert (answer.status_code, answer.json()["code"]) == (413, "article-too-long")


def test_a_body_over_the_limit_is_refused_announced_or_not(connect: Connect) -> None:
    def drops() -> Iterator[bytes]:
        for _ in range(50):
            yield b"x" * 100

    client = connect(max_bytes=2048)
    announced: dict[str, Any] = {"content": b"x" * 5000}
    for given in (announced, {"content": drops()}):
        answer = client.post("/v1/articles", headers={"Content-Type": "text/plain"}, **given)
        assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")


def test_the_same_key_and_body_give_the_same_answer_and_submit_once(client: TestClient, system: FakeSystem) -> None:
    first, second = (
        client.post("/v1/articles", json={"text": TEXT}, headers={"Idempotency-Key": "k1"}) for _ in range(2)
    )
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert second.json()["queued"] == 1
    assert second.headers["idempotency-replayed"] == "true"
    assert first.headers["location"] == second.headers["location"]
    assert len(system.submitted) == 1


def test_the_same_key_with_another_body_is_refused(client: TestClient, system: FakeSystem) -> None:
    client.post("/v1/articles", json={"text": TEXT}, headers={"Idempotency-Key": "k1"})
    answer = client.post("/v1/articles", json={"text": TEXT + " More."}, headers={"Idempotency-Key": "k1"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"
    assert len(system.submitted) == 1


def test_a_refused_submission_may_be_mended_under_the_same_key(client: TestClient) -> None:
    headers = {"Idempotency-Key": "k2"}
    assert client.post("/v1/articles", json={"text": ""}, headers=headers).status_code == 422
    assert client.post("/v1/articles", json={"text": TEXT}, headers=headers).status_code == 202


@pytest.mark.parametrize(("content_type", "body"), [
    ("application/json", json.dumps({"text": TEXT})),
    ("application/json", json.dumps({"articles": [{"text": TEXT, "outlet": " "}]})),
    ("text/plain", TEXT),
])
def test_what_an_article_lacks_is_taken_from_the_query(
    client: TestClient, system: FakeSystem, content_type: str, body: str
) -> None:
    query = "title=Dam%20safe&outlet=Wire&url=https://wire.example/1&published_at=2026-03-02T09:00"
    client.post(f"/v1/articles?{query}", content=body, headers={"Content-Type": content_type})
    (article,) = system.submitted
    assert (article.title, article.outlet, article.url) == ("Dam safe", "Wire", "https://wire.example/1")
    assert article.published_at == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_what_an_article_carries_stands_against_the_query(client: TestClient, system: FakeSystem) -> None:
    given = {"text": TEXT, "title": "Own", "outlet": "Herald", "published_at": "2026-03-01"}
    client.post("/v1/articles?title=Other&outlet=Wire&published_at=2026-03-02", json=given)
    (article,) = system.submitted
    assert (article.title, article.outlet, article.published_at) == ("Own", "Herald", datetime(2026, 3, 1, tzinfo=UTC))


@pytest.mark.parametrize("given", ["2011", "soon", "1299063600"])
def test_a_date_in_the_query_that_is_none_is_refused(client: TestClient, system: FakeSystem, given: str) -> None:
    answer = client.post(f"/v1/articles?published_at={given}", json={"text": TEXT})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["published_at"]
    assert system.submitted == []


def test_a_correction_names_the_earlier_article_by_its_address(client: TestClient, system: FakeSystem) -> None:
    first = client.post("/v1/articles", json={"text": TEXT, "url": "https://wire.example/1"}).json()["results"][0]["id"]
    client.post("/v1/articles", json={"text": TEXT + " More.", "corrects": "https://wire.example/1"})
    assert system.submitted[1].corrects == first
    ninjs = {"uri": "urn:x:2", "evolvedfrom": "https://wire.example/1", "headline": "Dam", "body_text": TEXT + " Most."}
    client.post("/v1/articles", content=json.dumps(ninjs), headers={"Content-Type": "application/ninjs+json"})
    assert system.submitted[2].corrects == first
    unknown = client.post("/v1/articles", json={"text": TEXT + " Else.", "corrects": "https://wire.example/9"})
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "corrects")


def test_a_correction_may_stand_behind_the_earlier_article_in_one_batch(client: TestClient, system: FakeSystem) -> None:
    url = "https://wire.example/1"
    batch = [{"text": TEXT, "url": url}, {"text": TEXT + " More.", "url": url, "corrects": url}]
    assert client.post("/v1/articles", json={"articles": batch}).json()["queued"] == 2
    assert system.submitted[1].corrects == system.submitted[0].id


@pytest.mark.parametrize("content_type", ["application/json", "application/x-ndjson"])
def test_an_outage_does_not_make_the_corrected_article_unknown(
    client: TestClient, system: FakeSystem, content_type: str
) -> None:
    system.down = True
    body = json.dumps({"text": TEXT, "corrects": "https://news.example/dam"})
    answer = client.post("/v1/articles", content=body, headers={"Content-Type": content_type})
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "unavailable", "5")
    assert system.submitted == []
