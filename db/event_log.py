"""The event log: append with optimistic concurrency, read what is final."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, text
from sqlalchemy.exc import IntegrityError

from db import article_keys
from db.jobs import FINISH, fence, lost
from db.sealing import Keys, seal, unseal
from db.tables import article_keys as keys_table
from db.tables import event_keys, events, watermark
from db.watermark import APPEND_LOCK
from services.domain.codec import decode, encode
from services.domain.errors import ConcurrencyConflict, NotFound
from services.domain.events import ArticleSubmitted, NewEvent, RecordedEvent
from services.domain.words import Part, articles_of, split
from services.usecases.ports import Lease

_APPEND = f"""
    WITH guard AS MATERIALIZED (
      SELECT pg_advisory_xact_lock_shared({APPEND_LOCK})
    ), given AS MATERIALIZED (
      SELECT u.* FROM guard, unnest(
        CAST(:ids AS uuid[]), CAST(:streams AS text[]), CAST(:types AS text[]), CAST(:schemas AS smallint[]),
        CAST(:data AS text[]), CAST(:sealed AS bytea[]), CAST(:correlations AS text[]), CAST(:causes AS uuid[]),
        CAST(:producers AS text[])
      ) WITH ORDINALITY AS u (id, stream, type, schema_version, data, sealed, correlation_id, causation_id, producer, n)
    ), heads AS MATERIALIZED (
      SELECT s.stream, coalesce((SELECT max(k.version) FROM event_keys k WHERE k.stream = s.stream), 0) AS version
      FROM (SELECT DISTINCT stream FROM given) AS s
    ), fine AS MATERIALIZED (
      SELECT NOT EXISTS (SELECT FROM event_keys k WHERE k.event_id = ANY (CAST(:ids AS uuid[]))) AND NOT EXISTS (
        SELECT FROM unnest(CAST(:expected AS text[]), CAST(:at AS integer[])) AS e (stream, version)
        JOIN heads h USING (stream) WHERE h.version <> e.version
      ) AS so
    ), {{finished}} new AS MATERIALIZED (
      SELECT nextval('event_position') AS position, v.* FROM (
        SELECT g.*, CAST(h.version + row_number() OVER (PARTITION BY stream ORDER BY n) AS integer) AS version
        FROM given g JOIN heads h USING (stream) WHERE (SELECT so FROM {{may}}) ORDER BY n
      ) AS v
    ), unique_ones AS (
      INSERT INTO event_keys (stream, version, event_id, position) SELECT stream, version, id, position FROM new
    ), data_keys AS (
      INSERT INTO article_keys (article_id, master, wrapped)
      SELECT k.* FROM unnest(CAST(:articles AS text[]), CAST(:masters AS text[]), CAST(:wrapped AS bytea[])) AS k
      WHERE (SELECT so FROM {{may}})
    )
    INSERT INTO events (
      position, id, stream, version, type, schema_version, data, sealed, correlation_id, causation_id, producer
    )
    SELECT position, id, stream, version, type, schema_version, CAST(data AS jsonb), sealed, correlation_id,
      causation_id, producer
    FROM new
    RETURNING CAST(id AS text), stream, version, position, recorded_at
"""  # noqa: S608
"""One statement: the lock that the high-water mark goes by, then whether all of it may be, then all of it or nothing.
No position is taken before the lock is held."""
_APPEND_ALONE = text(_APPEND.format(finished="", may="fine"))
_APPEND_AND_FINISH = text(_APPEND.format(may="finished", finished=f"""
    finished AS (
      {FINISH} AND (SELECT so FROM fine) RETURNING TRUE AS so
    ),
"""))  # noqa: S608


class SqlEventLog:
    """Implements `services.usecases.ports.EventLog` within the transaction of `connection`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(
        self, new: Sequence[NewEvent], *, expected: dict[str, int] | None = None, finishing: Lease | None = None
    ) -> list[RecordedEvent]:
        """Append `new`, one statement for all, which also marks the job of the lease `finishing` done; see the port.

        Of two transactions that append the same at once the later raises `ConcurrencyConflict`; tried again it gets the
        first one's result.
        """
        if not new:
            return []
        encoded = [encode(e.event) for e in new]
        apart = [split(name, data) for name, _, data in encoded]
        keys, fresh = self._data_keys(new, [part for _, parts in apart for part in parts])
        values: dict[str, list[Any]] = {
            "ids": [e.id for e in new], "streams": [e.stream for e in new], "types": [name for name, _, _ in encoded],
            "schemas": [schema for _, schema, _ in encoded],
            "data": [json.dumps(rest, ensure_ascii=False) for rest, _ in apart],
            "sealed": [seal(e.id, parts, keys) for e, (_, parts) in zip(new, apart, strict=True)],
            "correlations": [e.correlation_id for e in new], "causes": [e.causation_id for e in new],
            "producers": [e.producer for e in new],
            "expected": list(expected or {}), "at": list((expected or {}).values()),
            "articles": [row[0] for row in fresh], "masters": [row[1] for row in fresh],
            "wrapped": [row[2] for row in fresh],
        }
        statement = _APPEND_AND_FINISH if finishing else _APPEND_ALONE
        try:
            rows = self._connection.execute(statement, {**values, **(fence(finishing) if finishing else {})})
            stored = {(row[0], row[1]): tuple(row) for row in rows}
        except IntegrityError as error:
            raise ConcurrencyConflict("another event came first; read the stream again and decide again") from error
        if not stored:
            return self._known(new) or self._refuse(expected or {}, finishing)
        return [_recorded(e, name, schema, stored) for e, (name, schema, _) in zip(new, encoded, strict=True)]

    def stream(self, stream: str) -> list[RecordedEvent]:
        """The events of one stream in order of version; empty if there are none."""
        keys = select(event_keys.c.position).where(event_keys.c.stream == stream)
        query = select(events).where(events.c.position.in_(keys)).order_by(events.c.version)
        return self.fetch(query)

    def event(self, event_id: str) -> RecordedEvent:
        """The event of this id. Raises `NotFound`."""
        keys = select(event_keys.c.position).where(event_keys.c.event_id == _uuid(event_id))
        found = self.fetch(select(events).where(events.c.position.in_(keys)))
        if not found:
            raise NotFound(f"no event has the id {event_id}; `counterclaim events tail` lists the newest")
        return found[0]

    def read(self, after: int, limit: int = 500) -> list[RecordedEvent]:
        """At most `limit` final events behind position `after`, in order."""
        final = select(watermark.c.position).scalar_subquery()
        between = (events.c.position > after) & (events.c.position <= final)
        return self.fetch(select(events).where(between).order_by(events.c.position).limit(limit))

    def fetch(self, query: Select[Any]) -> list[RecordedEvent]:
        """The events that `query` selects from the table of events, opened with the keys that are left."""
        rows, keys = self.rows(query)
        return [recorded(row, keys) for row in rows]

    def rows(self, query: Select[Any]) -> tuple[Sequence[Row[Any]], Keys]:
        """The rows that `query` selects from the table of events, and the keys to open them with that are left."""
        joined = query.add_columns(keys_table.c.master, keys_table.c.wrapped)
        rows = self._connection.execute(joined.outerjoin(keys_table, keys_table.c.article_id == events.c.stream)).all()
        masters = article_keys.masters_of(self._connection)
        found = {row.stream: article_keys.opened(masters, row.stream, row.master, row.wrapped) for row in rows}
        others = {article for row in rows for article in _owners(row)} - found.keys()
        return rows, {**found, **article_keys.read(self._connection, others)}

    def _data_keys(self, new: Sequence[NewEvent], parts: Sequence[Part]) -> tuple[Keys, list[article_keys.Row]]:
        """The keys that `parts` are sealed under; those of articles that come in now are made and given as rows."""
        masters = article_keys.masters_of(self._connection)
        coming = {e.event.article.id for e in new if isinstance(e.event, ArticleSubmitted)}
        made = {article: article_keys.new(masters, article) for article in coming}
        known = {article for part in parts for article in part.articles} - coming
        kept = {article: key for article in known if (key := masters.kept(article))}
        keys = {**kept, **article_keys.obtain(self._connection, known - kept.keys())}
        return {**keys, **{article: key for article, (key, _) in made.items()}}, [row for _, row in made.values()]

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
        rows = self.fetch(select(events).where(events.c.position.in_(list(keys.values()))))
        stored = {(row.id, row.stream): row for row in rows}
        return [stored[e.id, e.stream] for e in new]

    def _refuse(self, expected: dict[str, int], finishing: Lease | None) -> list[RecordedEvent]:
        query = (
            select(event_keys.c.stream, func.max(event_keys.c.version))
            .where(event_keys.c.stream.in_(expected)).group_by(event_keys.c.stream)
        )
        heads: defaultdict[str, int] = defaultdict(int, {row[0]: row[1] for row in self._connection.execute(query)})
        for stream, version in expected.items():
            if heads[stream] != version:
                found = heads[stream]
                raise ConcurrencyConflict(f"stream {stream} is at version {found}, not {version}; read it again")
        if finishing:
            raise lost(finishing)
        raise ConcurrencyConflict("another event came first; read the stream again and decide again")


def _recorded(e: NewEvent, name: str, schema: int, stored: Mapping[tuple[str, str], Sequence[Any]]) -> RecordedEvent:
    _, _, version, position, recorded_at = stored[e.id, e.stream]
    return RecordedEvent(
        e.id, e.stream, version, position, name, schema, e.event, e.correlation_id, e.causation_id, e.producer,
        recorded_at,
    )


def _owners(row: Row[Any]) -> list[str]:
    if row.sealed is None:
        return []
    try:
        return [article for part in articles_of(row.type, row.data) for article in part]
    except (KeyError, TypeError):
        return []


def recorded(row: Row[Any], keys: Keys) -> RecordedEvent:
    """The event that a row of the log holds, opened with `keys`. Raises `UnknownEvent`, and `KeyError`, `TypeError` or
    `ValueError` where the row was damaged."""
    data, gone = row.data, False
    if row.sealed is not None:
        data, gone = unseal(row.id, row.type, data, row.sealed, keys)
    return RecordedEvent(
        row.id, row.stream, row.version, row.position, row.type, row.schema_version,
        decode(row.type, row.schema_version, data), row.correlation_id, row.causation_id, row.producer,
        row.recorded_at, gone or bool(data.get("withdrawn")),
    )


def _uuid(value: str) -> str:
    try:
        return str(uuid.UUID(value))
    except ValueError:
        raise NotFound(f"{value} is not an event id; `counterclaim events tail` lists the newest") from None
