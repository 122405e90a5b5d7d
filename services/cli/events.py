"""`counterclaim events`: the log itself."""

from __future__ import annotations

import json
import sys
import time
from typing import Annotated, Any

import typer

from services.cli.context import queries
from services.cli.output import short
from services.domain.codec import encode
from services.domain.events import RecordedEvent, UnreadableEvent

app = typer.Typer(help="Read the event log.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="one CloudEvent a line")]


@app.command("tail")
def tail(
    after: Annotated[int | None, typer.Option(help="start after this position; without it, the last ten")] = None,
    type: Annotated[str | None, typer.Option(help="only this type, for example ClaimsExtracted")] = None,
    stream: Annotated[str | None, typer.Option(help="only this stream, such as an article's id")] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="go on as events come; Ctrl-C ends")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000)] = 100,
    as_json: AsJson = False,
) -> None:
    """Print events in the order of the log."""
    cursor = max(0, queries().throughput().log_position - 10) if after is None else after
    while True:
        found = queries().events(after=cursor, stream=stream, type=type, limit=limit)
        for event in found:
            _print(event, as_json)
            cursor = event.position
        sys.stdout.flush()
        if not follow:
            return
        if not found:
            time.sleep(0.5)


@app.command("show")
def show(event: Annotated[str, typer.Argument(help="the event's id")]) -> None:
    """Print one event whole, as a CloudEvent."""
    sys.stdout.write(json.dumps(cloud_event(queries().event(event)), ensure_ascii=False, indent=2) + "\n")


def cloud_event(event: RecordedEvent) -> dict[str, Any]:
    """The event with CloudEvents 1.0 attribute names; `dataerror` only where its data can't be read."""
    said = event.event
    told = {"dataerror": said.error, "data": {}} if isinstance(said, UnreadableEvent) else {"data": encode(said)[2]}
    return {
        "specversion": "1.0",
        "id": event.id,
        "source": f"counterclaim/{event.producer}",
        "type": event.type,
        "subject": event.stream,
        "time": event.recorded_at.isoformat(),
        "datacontenttype": "application/json",
        "position": event.position,
        "streamversion": event.version,
        "schemaversion": event.schema_version,
        "correlationid": event.correlation_id,
        "causationid": event.causation_id,
        **told,
    }


def _print(event: RecordedEvent, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(cloud_event(event), ensure_ascii=False) + "\n")
    else:
        when = event.recorded_at.strftime("%Y-%m-%d %H:%M:%S")
        sys.stdout.write(
            f"{event.position:>8}  {when}  {event.type:<20} {short(event.stream)} v{event.version}  {event.id}\n"
        )
        if isinstance(event.event, UnreadableEvent):
            sys.stdout.write(f"          can't be read: {event.event.error}\n")
