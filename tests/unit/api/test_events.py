"""The log is read page by page and live; a stream resumes where it broke off."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from fastapi.testclient import TestClient

from services.api.tail import Tail
from services.domain.contradiction import Judgement
from services.domain.events import RecordedEvent, VerdictRecorded
from tests.unit.api.conftest import Connect
from tests.unit.api.fake_system import FakeSystem

VERDICT = VerdictRecorded("f", Judgement.UNSURE, None, None)


def test_events_come_as_cloud_events_page_by_page(client: TestClient) -> None:
    page = client.get("/v1/events?limit=3").json()
    assert [event["position"] for event in page["items"]] == [1, 2, 3]
    assert page["items"][0]["specversion"] == "1.0"
    assert page["items"][0]["data"]["article"]["title"].startswith("Dam talks")
    assert "minhash" not in page["items"][0]["data"]["article"]
    rest = client.get(f"/v1/events?after={page['next_after']}").json()
    assert [event["type"] for event in rest["items"]] == ["VerdictRecorded"]
    assert rest["next_after"] is None


def test_one_event_is_read_by_its_id(client: TestClient, system: FakeSystem) -> None:
    assert client.get(f"/v1/events/{system.log[0].id}").json()["position"] == 1


def streamed(connect: Connect, path: str, headers: dict[str, str], wanted: int) -> list[str]:
    """Blocks of the stream until `wanted` events came; the stream is then ended as a shutdown ends it."""
    client = connect(tail_seconds=0.01, heartbeat_seconds=0.2)
    application = client.app
    blocks: list[str] = []

    async def run() -> None:
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": path.partition("?")[0], "query_string": path.partition("?")[2].encode(), "root_path": "",
            "headers": [(b"host", b"localhost"), *((k.lower().encode(), v.encode()) for k, v in headers.items())],
            "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 80),
        }
        gone = asyncio.Event()

        async def receive() -> dict[str, object]:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, object]) -> None:
            blocks.append(bytes(message.get("body", b"")).decode())  # type: ignore[call-overload]
            if sum("\nevent: " in block for block in blocks) >= wanted:
                application.state.tail.close()  # type: ignore[attr-defined]

        await asyncio.wait_for(application(scope, receive, send), 20)  # type: ignore[arg-type]

    asyncio.run(run())
    return [block for block in blocks if block]


@pytest.mark.parametrize(("path", "headers"), [
    ("/v1/events/stream", {"Last-Event-ID": "3"}), ("/v1/events/stream?after=3", {}),
    ("/v1/events/stream?after=0", {"Last-Event-ID": "3"}),
])
def test_a_stream_resumes_behind_the_last_event_seen(connect: Connect, path: str, headers: dict[str, str]) -> None:
    blocks = streamed(connect, path, headers, wanted=1)
    events = [block for block in blocks if "event:" in block]
    assert "id: 4\n" in events[0]
    assert json.loads(events[0].split("data: ")[1])["type"] == "VerdictRecorded"
    assert len(events) == 1


def test_a_stream_of_one_type_leaves_out_the_others(connect: Connect) -> None:
    blocks = streamed(connect, "/v1/events/stream?after=0&type=VerdictRecorded", {}, wanted=1)
    assert [block for block in blocks if "event: ArticleSubmitted" in block] == []


@pytest.mark.parametrize("given", ["x", "-1", "1.5", "9" * 30, "٣"])
def test_a_made_up_last_event_id_is_refused(client: TestClient, given: str) -> None:
    answer = client.get("/v1/events/stream", headers={"Last-Event-ID": given.encode()})
    assert answer.status_code == 422


async def first_batch(stream: AsyncIterator[list[RecordedEvent]]) -> list[RecordedEvent]:
    async for batch in stream:
        if batch:
            return batch
    raise AssertionError("the stream ended")


def test_an_event_that_comes_later_wakes_every_stream(system: FakeSystem) -> None:
    async def run() -> None:
        tail = Tail(system, poll_seconds=0.01)
        start = await tail.position()
        waiting = [asyncio.create_task(first_batch(tail.follow(start, 30))) for _ in range(3)]
        await asyncio.sleep(0)
        position = system.append("f", VERDICT)
        batches = await asyncio.wait_for(asyncio.gather(*waiting), 10)
        assert [[event.position for event in batch] for batch in batches] == [[position]] * 3
        tail.close()

    asyncio.run(run())


def test_closing_ends_streams_that_wait(system: FakeSystem) -> None:
    async def run() -> None:
        tail = Tail(system, poll_seconds=0.01)
        stream = tail.follow(len(system.log), 30)
        waiting = asyncio.create_task(anext(stream, "ended"))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        tail.close()
        assert await asyncio.wait_for(waiting, 10) == "ended"

    asyncio.run(run())
