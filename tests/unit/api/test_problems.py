"""Every error is a problem document that says what to do next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from tests.unit.api.fake_system import FakeSystem

PAGE = {"Accept": "text/html"}


@pytest.mark.parametrize(("method", "path", "status", "code"), [
    ("GET", "/v1/claims/none-such", 404, "not-found"),
    ("GET", "/v1/nothing-here", 404, "not-found"),
    ("DELETE", "/v1/claims", 405, "method-not-allowed"),
    ("GET", "/v1/claims?limit=0", 422, "invalid-input"),
    ("GET", "/v1/claims?limit=many", 422, "invalid-input"),
    ("GET", "/v1/claims?cursor=made-up", 422, "invalid-input"),
    ("GET", "/v1/claims?as_of=yesterday", 422, "invalid-input"),
    ("GET", "/v1/claims?as_of=99999999999999999999999", 422, "invalid-input"),
    ("GET", "/v1/claims?party=Atlantis", 404, "not-found"),
    ("GET", "/v1/contradictions?kind=quarrel", 422, "invalid-input"),
    ("GET", "/v1/contradictions?party=a&party=b&party=c", 422, "invalid-input"),
    ("GET", "/v1/reports/pairs?format=pdf", 422, "invalid-input"),
    ("GET", "/v1/events?after=-1", 422, "invalid-input"),
    ("POST", "/v1/contradictions/none-such/verdicts", 422, "invalid-input"),
    ("POST", "/v1/workers/failed/none-such/retry", 404, "not-found"),
])
def test_each_wrong_request_gets_its_own_problem(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["code"], problem["instance"]) == (status, code, path.partition("?")[0])
    assert problem["type"].endswith(code)
    assert problem["detail"]
    assert problem["request_id"] == answer.headers["x-request-id"]


def test_an_invalid_value_is_named(client: TestClient) -> None:
    problem = client.get("/v1/claims?limit=0").json()
    assert [error["field"] for error in problem["errors"]] == ["limit"]


def test_a_short_id_that_fits_two_things_is_a_conflict(client: TestClient, system: FakeSystem) -> None:
    first, second = (claim.id for claim in system.claim_rows[:2])
    system.claim_rows[1] = replace(system.claim_rows[1], id=first[:8] + second[8:])
    assert client.get(f"/v1/claims/{first[:8]}").json()["code"] == "ambiguous"
    assert client.get(f"/v1/claims/{first}").status_code == 200


def test_without_a_database_the_answer_is_unavailable_and_says_when_to_come_back(
    client: TestClient, system: FakeSystem
) -> None:
    system.down = True
    answer = client.get("/v1/parties")
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "unavailable", "5")


def test_what_nobody_foresaw_is_told_without_its_innards(
    client: TestClient, system: FakeSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("secret innards")

    monkeypatch.setattr(system, "parties", broken)
    answer = client.get("/v1/parties", headers={"X-Request-ID": "abc-1"})
    assert answer.status_code == 500
    assert answer.json()["code"] == "internal"
    assert answer.json()["request_id"] == "abc-1"
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    "path", ["/nothing", "/contradictions/none-such", "/report?kind=quarrel", "/report?as_of=soon"]
)
def test_a_browser_gets_a_page_for_an_error(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=PAGE)
    assert answer.status_code in (404, 422)
    assert answer.headers["content-type"].startswith("text/html")
    assert "To the report" in answer.text


@pytest.mark.parametrize("given", ["", "x" * 200, "a b", "new\tline", "<script>"])
def test_a_request_id_that_is_not_plain_is_replaced(client: TestClient, given: str) -> None:
    assert client.get("/v1/health/live", headers={"X-Request-ID": given}).headers["x-request-id"] != given
