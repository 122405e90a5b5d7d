"""An event that can't be read is named, with the reason, where it stands, and hides no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from db.tables import event_keys, events
from db.watermark import Leader
from services.api.app import create_app
from services.api.kept_answers import DatabaseAnswers
from services.api.settings import ApiSettings
from services.bootstrap import System
from services.cli.events import cloud_event
from tests.articles import article
from tests.turning import Turning

NEWER = "01890000-0000-7000-8000-000000000000"


@pytest.fixture
def client(running: System) -> Iterator[TestClient]:
    app = create_app(running, DatabaseAnswers(running.engine), ApiSettings())
    with TestClient(
        app, base_url="http://127.0.0.1:8765", client=("127.0.0.1", 5), raise_server_exceptions=False
    ) as made:
        yield made


@pytest.fixture
def damaged(running: System, turning: Turning) -> list[str]:
    """The reasons to be given for the events of a log, in order; empty for those that can be read."""
    running.submit([article(f"NATO said lamp {n} is on.", outlet=f"Desk {n}") for n in range(4)])
    turning.run()
    with running.engine.begin() as connection:
        connection.execute(text("UPDATE events SET sealed = set_byte(sealed, 5, ascii('[')) WHERE position = 2"))
        connection.execute(text("UPDATE events SET sealed = sealed || 'x' WHERE position = 3"))
        connection.execute(text(
            "UPDATE events SET sealed = set_byte(sealed, last, 255 - get_byte(sealed, last))"
            " FROM (SELECT length(sealed) - 1 AS last FROM events WHERE position = 4) AS place WHERE position = 4"
        ))
        connection.execute(text("UPDATE events SET sealed = NULL, data = '[]' WHERE position = 6"))
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(7423002)"))
        position = connection.execute(events.insert().returning(events.c.position).values(
            position=text("nextval('event_position')"), id=NEWER, stream="next", version=1, type="OfTheNextVersion",
            schema_version=1, correlation_id="next", producer="next", data={},
        )).scalar_one()
        connection.execute(event_keys.insert().values(stream="next", version=1, event_id=NEWER, position=position))
    Leader(running.engine).catch_up()
    made = [""] * len(running.queries.events())
    made[1] = made[5] = "make no sense"
    made[2] = made[3] = "restore them"
    made[-1] = "upgrade this program"
    return made


def test_each_unreadable_event_is_named_with_its_reason_and_the_others_are_shown(
    client: TestClient, damaged: list[str]
):
    items = []
    page = client.get("/v1/events", params={"limit": 3}).json()
    while True:
        items += page["items"]
        if page["next_after"] is None:
            break
        page = client.get("/v1/events", params={"limit": 3, "after": page["next_after"]}).json()
    assert [item["position"] for item in items] == sorted({item["position"] for item in items})
    assert len(items) == len(damaged)
    for item, reason in zip(items, damaged, strict=True):
        assert bool(item["data"]) is not bool(reason)
        assert reason in (item["dataerror"] or "")
        assert (item["dataerror"] is None) is not bool(reason)


def test_an_unreadable_event_is_shown_alone_too_over_http_and_in_the_terminal(
    client: TestClient, running: System, damaged: list[str]
):
    one = client.get(f"/v1/events/{NEWER}").json()
    assert one["type"] == "OfTheNextVersion"
    assert "upgrade this program" in one["dataerror"]
    told = [cloud_event(event) for event in running.queries.events()]
    assert ["dataerror" in event for event in told] == [bool(reason) for reason in damaged]
