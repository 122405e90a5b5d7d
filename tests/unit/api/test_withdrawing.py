"""Withdrawing an article over HTTP: who may, what is answered, what the page shows afterwards."""

from tests.unit.api.test_access import bearer, entry


def test_a_withdrawn_article_answers_gone_and_its_page_says_why(client, system):
    article = system.rows[0].id
    answer = client.delete(f"/v1/articles/{article}", params={"reason": "court order"})
    assert (answer.status_code, answer.json()) == (200, {"withdrawn": [article], "shown": True})
    row = client.get(f"/v1/articles/{article}").json()
    assert (row["status"], row["withdrawn_reason"], row["title"]) == ("withdrawn", "court order", None)
    page = client.get(f"/articles/{article}").text
    assert "court order" in page
    assert "It has not been read yet" not in page
    assert client.delete(f"/v1/articles/{article}", params={"reason": "again"}).json()["withdrawn"] == []
    assert article in {row["id"] for row in client.get("/v1/articles", params={"status": "withdrawn"}).json()["items"]}


def test_a_reason_must_be_given(client, system):
    answer = client.delete(f"/v1/articles/{system.rows[0].id}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "reason"


def test_only_keys_that_may_operate_withdraw(connect, system):
    client = connect(keys=f"{entry('ada', 'read,submit,judge')} {entry('olga', 'operate')}")
    where, why = f"/v1/articles/{system.rows[0].id}", {"reason": "x"}
    assert client.delete(where, params=why, headers=bearer("ada")).status_code == 403
    assert system.rows[0].withdrawn_at is None
    assert client.delete(where, params=why, headers=bearer("olga")).status_code == 200
    assert system.rows[0].withdrawn_by == "olga"
