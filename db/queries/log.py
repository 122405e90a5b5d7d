"""Events as the log holds them, and positions from times."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from db.event_log import SqlEventLog
from db.projections.tables import checkpoint
from db.queries.short_ids import full_id
from db.tables import event_keys, events, watermark
from services.domain.events import RecordedEvent


def position_at(connection: Connection, moment: datetime) -> int:
    """The position of the last final event recorded up to `moment`; 0 before the first."""
    final = select(watermark.c.position).scalar_subquery()
    query = select(func.max(events.c.position)).where(events.c.recorded_at <= moment, events.c.position <= final)
    return int(connection.execute(query).scalar_one() or 0)


def listed(
    connection: Connection, after: int, stream: str | None, kind: str | None, limit: int
) -> list[RecordedEvent]:
    """At most `limit` final events behind `after`, in order."""
    final = select(watermark.c.position).scalar_subquery()
    query = select(events).where(events.c.position > after, events.c.position <= final)
    if stream is not None:
        query = query.where(events.c.position.in_(select(event_keys.c.position).where(event_keys.c.stream == stream)))
    if kind is not None:
        query = query.where(events.c.type == kind)
    return SqlEventLog(connection).fetch(query.order_by(events.c.position).limit(limit))


def event(connection: Connection, given: str) -> RecordedEvent:
    """The event of this id or beginning of one. Raises `NotFound` or `Ambiguous`."""
    return SqlEventLog(connection).event(full_id(connection, event_keys.c.event_id, given, "event"))


def projected(connection: Connection) -> int:
    """The position up to which the read side tells what happened."""
    return int(connection.execute(select(checkpoint.c.position)).scalar_one())
