"""Keys and scopes let in whom they should; without keys only this machine is served, and no foreign page."""

from __future__ import annotations

import base64
import hashlib

import pytest
from fastapi.testclient import TestClient

from services.api.keys import read_access
from services.api.settings import ApiSettings
from tests.unit.api.conftest import Connect
from tests.unit.api.fake_system import FakeSystem


def entry(name: str, scopes: str) -> str:
    return f"{name}:{scopes}:{hashlib.sha256(name.encode()).hexdigest()}"


KEYS = f"{entry('ada', 'read,judge')} {entry('bob', 'read')};{entry('cron', 'submit,operate')}"
ARTICLE = {"text": "KELLE (NNW) -- The minister said on Monday that the dam was safe and that the water was clean."}


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def guarded(connect: Connect) -> TestClient:
    return connect(address="203.0.113.9", host="news.example", keys=KEYS)


def test_without_a_key_nothing_is_read(guarded: TestClient) -> None:
    answer = guarded.get("/v1/claims")
    assert answer.status_code == 401
    assert answer.json()["code"] == "unauthorised"
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert guarded.get("/v1/claims", headers=bearer("eve")).status_code == 401
    assert guarded.get("/metrics").status_code == 401
    assert guarded.get("/v1/events/stream").status_code == 401


def test_a_key_does_what_its_scopes_say_and_no_more(guarded: TestClient, system: FakeSystem) -> None:
    verdict = f"/v1/contradictions/{system.finding_rows[0].id}/verdicts"
    assert guarded.get("/v1/claims", headers=bearer("bob")).status_code == 200
    refused = guarded.post(verdict, json={"judgement": "unsure"}, headers=bearer("bob"))
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert guarded.post(verdict, json={"judgement": "unsure"}, headers=bearer("ada")).status_code == 201
    assert guarded.post("/v1/articles", json=ARTICLE, headers=bearer("ada")).status_code == 403
    assert guarded.post("/v1/articles", json=ARTICLE, headers=bearer("cron")).status_code == 202
    assert guarded.post("/v1/workers/failed/retry", headers=bearer("ada")).status_code == 403
    assert guarded.post("/v1/workers/failed/retry", headers=bearer("cron")).status_code == 202
    assert guarded.get("/v1/claims", headers=bearer("cron")).status_code == 403


def test_the_verdict_of_a_key_carries_the_keys_name(guarded: TestClient, system: FakeSystem) -> None:
    verdict = f"/v1/contradictions/{system.finding_rows[0].id}/verdicts"
    body = {"judgement": "confirmed", "analyst": "someone else"}
    assert guarded.post(verdict, json=body, headers=bearer("ada")).json()["verdicts"][-1]["analyst"] == "ada"


def test_a_browser_is_asked_for_the_key_and_may_give_it_as_a_password(guarded: TestClient) -> None:
    asked = guarded.get("/", headers={"Accept": "text/html"})
    assert asked.status_code == 401
    assert asked.headers["www-authenticate"].startswith("Basic")
    password = base64.b64encode(b"anyone:bob").decode()
    assert guarded.get("/", headers={"Authorization": f"Basic {password}"}).status_code == 200
    for unreadable in (b"Basic !!", b"Basic \xe9", b"Basic " + base64.b64encode(b"\xff")):
        assert guarded.get("/", headers={"Authorization": unreadable}).status_code == 401


def test_health_needs_no_key_and_says_how_the_server_is_protected(guarded: TestClient, client: TestClient) -> None:
    assert guarded.get("/v1/health").json()["access"] == "API keys"
    assert "loopback" in client.get("/v1/health").json()["access"]


@pytest.mark.parametrize(("address", "host"), [
    ("192.0.2.7", "127.0.0.1:8765"), ("127.0.0.1", "evil.example"), ("testclient", "localhost"),
    ("10.1.2.3", "localhost"),
])
def test_without_keys_other_machines_and_rebound_names_are_refused(connect: Connect, address: str, host: str) -> None:
    answer = connect(address=address, host=host).get("/v1/claims")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert "COUNTERCLAIM_API_KEYS" in answer.json()["detail"]


@pytest.mark.parametrize(("address", "host"), [("::1", "[::1]:8765"), ("::ffff:127.0.0.1", "localhost")])
def test_without_keys_this_machine_is_served(connect: Connect, address: str, host: str) -> None:
    assert connect(address=address, host=host).get("/v1/claims").status_code == 200


def test_a_trusted_network_is_served_without_keys(connect: Connect) -> None:
    client = connect(address="172.18.0.1", host="localhost:8765", trusted="127.0.0.0/8,172.16.0.0/12")
    assert client.get("/v1/claims").status_code == 200


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Origin": "null"}, {"Origin": "http://["},
])
def test_another_sites_page_changes_nothing(client: TestClient, system: FakeSystem, headers: dict[str, str]) -> None:
    row = system.finding_rows[0]
    form = {"judgement": "rejected", "back": "/"}
    assert client.post(f"/contradictions/{row.id}/verdict", data=form, headers=headers).status_code == 403
    headers = {"Content-Type": "text/plain", **headers}
    assert client.post("/v1/articles", content=b"words", headers=headers).status_code == 403
    assert system.finding(row.id).verdict is None
    assert client.get("/v1/claims", headers=headers).status_code == 200


@pytest.mark.parametrize("keys", ["ada", "ada:read", "ada:read:abc", f"ada:fly:{'0' * 64}", f":read:{'0' * 64}"])
def test_a_key_entry_that_cannot_be_read_stops_the_start(keys: str) -> None:
    with pytest.raises(ValueError, match="COUNTERCLAIM_API_KEYS"):
        read_access(ApiSettings(keys=keys))
