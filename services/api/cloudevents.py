"""Events of the log in CloudEvents form (version 1.0, JSON format), for REST and the live stream."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from services.domain.events import RecordedEvent, UnreadableEvent
from services.reports.json_export import plain

UNSHOWN = ("minhash",)
SOURCES = {
    "VerdictRecorded": "/v1/contradictions", "MattersMerged": "/v1/matters", "MatterSplit": "/v1/matters",
    "MatterRenamed": "/v1/matters",
}


class CloudEvent(BaseModel):
    """An event with the CloudEvents attributes, and the log's own as extensions."""

    specversion: str = "1.0"
    id: str
    source: str = Field(examples=["/v1/articles"])
    type: str = Field(examples=["ClaimsExtracted"])
    subject: str = Field(description="The stream: id of the article, contradiction or matter.")
    time: str
    datacontenttype: str = "application/json"
    position: int = Field(description="Its place in the whole log.")
    streamversion: int = Field(description="Its place in the stream, from 1.")
    schemaversion: int
    correlationid: str
    causationid: str | None
    producer: str
    data: dict[str, Any]
    dataerror: str | None = Field(default=None, description="Why the data can't be read, where they are empty.")


def cloud_event(event: RecordedEvent) -> CloudEvent:
    """The event as it is sent."""
    error = event.event.error if isinstance(event.event, UnreadableEvent) else None
    data = {} if error else plain(event.event)
    article = data.get("article")
    if isinstance(article, dict):
        data["article"] = {key: value for key, value in article.items() if key not in UNSHOWN}
    return CloudEvent(
        id=event.id, source=SOURCES.get(event.type, "/v1/articles"),
        type=event.type, subject=event.stream, time=event.recorded_at.isoformat(), position=event.position,
        streamversion=event.version, schemaversion=event.schema_version, correlationid=event.correlation_id,
        causationid=event.causation_id, producer=event.producer, data=data, dataerror=error,
    )
