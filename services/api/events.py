"""/v1/events: the log, page by page and as a live stream (server-sent events)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from services.api.access import Reader
from services.api.cloudevents import CloudEvent, cloud_event
from services.api.documentation import FOUND, PROBLEMS
from services.api.problems import ApiError
from services.api.tail import Tail
from services.api.wiring import SettingsDep, SystemDep
from services.domain.errors import CounterclaimError

router = APIRouter(prefix="/v1/events", tags=["events"], responses=PROBLEMS)
After = Annotated[int | None, Query(ge=0, le=2**63 - 1, description="Only events behind this position.")]
Type = Annotated[str | None, Query(alias="type", max_length=100, examples=["ContradictionsFound"])]
Stream = Annotated[str | None, Query(max_length=300, description="Only of this article or contradiction.")]


class EventPage(BaseModel):
    """Events in order of position."""

    items: list[CloudEvent]
    next_after: int | None = Field(description="Pass it as `after` for the next page; null at the end of the log.")


@router.get("")
def list_events(
    system: SystemDep, caller: Reader, after: After = None, stream: Stream = None, type_: Type = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> EventPage:
    """Read the log in order, in CloudEvents form. A reader that goes on from `next_after` never misses an event."""
    events = system.queries.events(after=after or 0, stream=stream, type=type_, limit=limit)
    return EventPage(
        items=[cloud_event(event) for event in events],
        next_after=events[-1].position if len(events) == limit else None,
    )


@router.get(
    "/stream", response_class=StreamingResponse,
    responses={
        200: {"content": {"text/event-stream": {}}, "description": "id: position, event: type, data: a CloudEvent"},
    },
)
async def stream_events(
    request: Request, settings: SettingsDep, caller: Reader, after: After = None, type_: Type = None,
    last_event_id: Annotated[str | None, Header(description="Goes on behind this position; browsers send it.")] = None,
) -> StreamingResponse:
    """Follow the log live. Without `after` and `Last-Event-ID` the stream begins now; it resumes without a gap."""
    tail: Tail = request.app.state.tail
    start = _start(last_event_id, after)
    if start is None:
        start = await tail.position()
    body = _lines(request, tail, start, type_, settings.heartbeat_seconds)
    return StreamingResponse(body, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


@router.get("/{event_id}", responses=FOUND)
def get_event(system: SystemDep, caller: Reader, event_id: str) -> CloudEvent:
    """Read one event."""
    return cloud_event(system.queries.event(event_id))


def _start(last_event_id: str | None, after: int | None) -> int | None:
    if last_event_id is None:
        return after
    if not (last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) < 19):
        raise ApiError("invalid-input", "Last-Event-ID is the id of an event of this stream.", field="Last-Event-ID")
    return int(last_event_id)


async def _lines(
    request: Request, tail: Tail, start: int, type_: str | None, heartbeat_seconds: float
) -> AsyncIterator[str]:
    yield f"retry: 2000\nid: {start}\n\n"
    try:
        async for batch in tail.follow(start, heartbeat_seconds):
            if await request.is_disconnected():
                return
            shown = [event for event in batch if type_ in (None, event.type)]
            for event in shown:
                yield f"id: {event.position}\nevent: {event.type}\ndata: {cloud_event(event).model_dump_json()}\n\n"
            if not shown:
                yield f"id: {batch[-1].position}\n\n" if batch else ": still here\n\n"
    except CounterclaimError as error:
        yield f": {error.message}\n\n"
