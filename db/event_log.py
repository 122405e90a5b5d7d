"""The event log: append with optimistic concurrency, read what is final."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, text
from sqlalchemy.exc import IntegrityError

from db.tables import event_keys, events, watermark
from db.watermark import SHARED_APPEND_LOCK
from services.domain.codec import decode, encode
from services.domain.errors import ConcurrencyConflict, NotFound
from services.domain.events import NewEvent, RecordedEvent

_APPEND = text("""
    WITH new AS MATERIALIZED (
      SELECT nextval('event_position') AS position, n.*
      FROM (
        SELECT * FROM unnest(
          CAST(:ids AS uuid[]), CAST(:streams AS text[]), CAST(:versions AS integer[]), CAST(:types AS text[]),
          CAST(:schemas AS smallint[]), CAST(:data AS text[]), CAST(:correlations AS text[]),
          CAST(:causes AS uuid[]), CAST(:producers AS text[])
        ) WITH ORDINALITY 
          AS u (id, stream, version, type, schema_version, data, correlation_id, causation_id, producer, n)
        ORDER BY n
      ) AS n
    ), keys AS (
      INSERT INTO event_keys (stream, version, event_id, position) SELECT stream, version, id, position FROM new
    )
    INSERT INTO events
      (position, id, stream, version, type, schema_version, data, correlation_id, causation_id, producer)
    SELECT
      position, id, stream, version, type, schema_version, CAST(data AS jsonb), correlation_id, causation_id, producer
    FROM new
    RETURNING CAST(id AS text), stream, position, recorded_at
""")


class SqlEventLog:
    """Implements `services.usecases.ports.EventLog` within the transaction of `connection`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, new: Sequence[NewEvent], *, expected: dict[str, int] | None = None) -> list[RecordedEvent]:
        """Append `new`, one insert for all; see the port.

        The shared lock, taken before any position, is what the high-water mark goes by. Of two transactions that append
        the same at once the later raises `ConcurrencyConflict`; tried again it gets the first one's result.
        """
        if not new:
            return []
        self._connection.execute(SHARED_APPEND_LOCK)
        if known := self._known(new):
            return known
        versions = self._versions([e.stream for e in new], expected or {})
        encoded = [encode(e.event) for e in new]
        values: dict[str, list[Any]] = {
            "ids": [e.id for e in new], "streams": [e.stream for e in new], "versions": versions,
            "types": [name for name, _, _ in encoded], "schemas": [schema for _, schema, _ in encoded],
            "data": [json.dumps(data, ensure_ascii=False) for _, _, data in encoded],
            "correlations": [e.correlation_id for e in new], "causes": [e.causation_id for e in new],
            "producers": [e.producer for e in new],
        }
        try:
            stored = {(row[0], row[1]): row for row in self._connection.execute(_APPEND, values)}
        except IntegrityError as error:
            raise ConcurrencyConflict("another event came first; read the stream again and decide again") from error
        return [
            RecordedEvent(
                e.id, e.stream, version, stored[e.id, e.stream][2], name, schema, e.event, e.correlation_id,
                e.causation_id, e.producer, stored[e.id, e.stream][3],
            )
            for e, version, (name, schema, _) in zip(new, versions, encoded, strict=True)
        ]

    def stream(self, stream: str) -> list[RecordedEvent]:
        """The events of one stream in order of version; empty if there are none."""
        keys = select(event_keys.c.position).where(event_keys.c.stream == stream)
        query = select(events).where(events.c.position.in_(keys)).order_by(events.c.version)
        return self._fetch(query)

    def event(self, event_id: str) -> RecordedEvent:
        """The event of this id. Raises `NotFound`."""
        keys = select(event_keys.c.position).where(event_keys.c.event_id == _uuid(event_id))
        found = self._fetch(select(events).where(events.c.position.in_(keys)))
        if not found:
            raise NotFound(f"no event has the id {event_id}; `counterclaim events tail` lists the newest")
        return found[0]

    def read(self, after: int, limit: int = 500) -> list[RecordedEvent]:
        """At most `limit` final events behind position `after`, in order."""
        final = select(watermark.c.position).scalar_subquery()
        between = (events.c.position > after) & (events.c.position <= final)
        return self._fetch(select(events).where(between).order_by(events.c.position).limit(limit))

    def _fetch(self, query: Select[Any]) -> list[RecordedEvent]:
        return [recorded(row) for row in self._connection.execute(query)]

    def _known(self, new: Sequence[NewEvent]) -> list[RecordedEvent]:
        """What an earlier append of the same ids stored, or nothing if they are new."""
        query = select(event_keys.c.event_id, event_keys.c.stream, event_keys.c.position).where(
            event_keys.c.event_id.in_([e.id for e in new])
        )
        keys = {(row.event_id, row.stream): row.position for row in self._connection.execute(query)}
        if not keys:
            return []
        if len(keys) < len({(e.id, e.stream) for e in new}):
            raise ConcurrencyConflict("some of these events are stored and some are not; append each decision whole")
        rows = self._fetch(select(events).where(events.c.position.in_(list(keys.values()))))
        stored = {(row.id, row.stream): row for row in rows}
        return [stored[e.id, e.stream] for e in new]

    def _versions(self, streams: Sequence[str], expected: dict[str, int]) -> list[int]:
        query = (
            select(event_keys.c.stream, func.max(event_keys.c.version))
            .where(event_keys.c.stream.in_(set(streams))).group_by(event_keys.c.stream)
        )
        heads: defaultdict[str, int] = defaultdict(int, {row[0]: row[1] for row in self._connection.execute(query)})
        for stream, version in expected.items():
            if heads[stream] != version:
                found = heads[stream]
                raise ConcurrencyConflict(f"stream {stream} is at version {found}, not {version}; read it again")
        versions = []
        for stream in streams:
            heads[stream] += 1
            versions.append(heads[stream])
        return versions


def recorded(row: Row[Any]) -> RecordedEvent:
    """The event that a row of the log holds."""
    return RecordedEvent(
        row.id, row.stream, row.version, row.position, row.type, row.schema_version,
        decode(row.type, row.schema_version, row.data), row.correlation_id, row.causation_id, row.producer,
        row.recorded_at,
    )


def _uuid(value: str) -> str:
    try:
        return str(uuid.UUID(value))
    except ValueError:
        raise NotFound(f"{value} is not an event id; `counterclaim events tail` lists the newest") from None
