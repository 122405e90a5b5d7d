"""Events as the log holds them, and positions from times."""

from __future__ import annotations

import logging
import struct
from datetime import datetime
from typing import Any

from msgspec import MsgspecError
from sqlalchemy import Connection, Row, func, select

from db.event_log import SqlEventLog
from db.projections.tables import checkpoint
from db.queries.short_ids import full_id
from db.rows import recorded
from db.sealing import Keys
from db.tables import event_keys, events, watermark
from services.domain.codec import UnknownEvent
from services.domain.errors import Damaged
from services.domain.events import RecordedEvent, UnreadableEvent

log = logging.getLogger("counterclaim.log")


def position_at(connection: Connection, moment: datetime) -> int:
    """The position of the last final event recorded up to `moment`; 0 before the first."""
    final = select(watermark.c.position).scalar_subquery()
    query = select(func.max(events.c.position)).where(events.c.recorded_at <= moment, events.c.position <= final)
    return int(connection.execute(query).scalar_one() or 0)


def listed(
    connection: Connection, after: int, stream: str | None, kind: str | None, limit: int
) -> list[RecordedEvent]:
    """At most `limit` final events behind `after`, in order, those that can't be read too (`UnreadableEvent`)."""
    final = select(watermark.c.position).scalar_subquery()
    query = select(events).where(events.c.position > after, events.c.position <= final)
    if stream is not None:
        query = query.where(events.c.position.in_(select(event_keys.c.position).where(event_keys.c.stream == stream)))
    if kind is not None:
        query = query.where(events.c.type == kind)
    rows, keys = SqlEventLog(connection).rows(query.order_by(events.c.position).limit(limit))
    return [_read(row, keys) for row in rows]


def event(connection: Connection, given: str) -> RecordedEvent:
    """The event of this id or beginning of one, `UnreadableEvent` where it can't be read. Raises `NotFound` or
    `Ambiguous`."""
    number = full_id(connection, event_keys.c.event_id, given, "event")
    position = select(event_keys.c.position).where(event_keys.c.event_id == number)
    rows, keys = SqlEventLog(connection).rows(select(events).where(events.c.position.in_(position)))
    return _read(rows[0], keys)


def _read(row: Row[Any], keys: Keys) -> RecordedEvent:
    try:
        return recorded(row, keys)
    except UnknownEvent as error:
        said = str(error)
    except Damaged as error:
        said = error.message
    except (KeyError, TypeError, ValueError, struct.error, MsgspecError) as error:
        said = f"its data make no sense ({type(error).__name__}: {error}); restore them from a backup"
    log.warning("event %s (%s) at position %d can't be read: %s", row.id, row.type, row.position, said)
    return RecordedEvent(
        row.id, row.stream, row.version, row.position, row.type, row.schema_version, UnreadableEvent(said),
        row.correlation_id, row.causation_id, row.producer, row.recorded_at,
    )


def projected(connection: Connection) -> int:
    """The position up to which the read side tells what happened."""
    return int(connection.execute(select(checkpoint.c.position)).scalar_one())
