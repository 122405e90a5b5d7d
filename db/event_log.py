"""The event log: append with optimistic concurrency, read what is final."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.exc import IntegrityError

from db import article_keys
from db.binary import byteas, integers, texts, uuids
from db.engine import driver_sql, fetched
from db.jobs import FINISH, fence, lost
from db.rows import OF_ONE_ARTICLE, Laid, Stored, laid_out, open_data, owners, recorded
from db.sealing import Keys, seal
from db.tables import event_keys, events
from db.watermark import APPEND_LOCK
from services.domain.errors import ConcurrencyConflict, NotFound
from services.domain.events import ArticleSubmitted, NewEvent, RecordedEvent
from services.domain.words import Part
from services.usecases.ports import Lease

_APPEND = f"""
    WITH guard AS MATERIALIZED (
      SELECT pg_advisory_xact_lock_shared({APPEND_LOCK})
    ), given AS MATERIALIZED (
      SELECT u.*, coalesce((SELECT max(k.version) FROM event_keys k WHERE k.stream = u.stream), 0) AS head,
        (SELECT k.position FROM event_keys k WHERE k.event_id = u.id LIMIT 1) AS known
      FROM guard, unnest(
        CAST((SELECT CAST(:ids AS uuid[])) AS uuid[]), CAST(:streams AS text[]), CAST(:nths AS integer[]),
        CAST(:expected AS integer[]),
        CAST(:types AS text[]), CAST(:schemas AS integer[]), CAST(:data AS text[]), CAST(:sealed AS bytea[]),
        CAST(:correlations AS text[]), CAST(:causations AS uuid[]), CAST(:producers AS text[])
      ) AS u (
        id, stream, nth, expected, type, schema_version, data, sealed, correlation_id, causation_id, producer
      )
    ), fine AS MATERIALIZED (
      SELECT coalesce(bool_and(head = expected AND known IS NULL), TRUE) AS so FROM given
    ), {{finished}} new AS MATERIALIZED (
      SELECT nextval('event_position') AS position, head + nth AS version, g.* FROM given g
      WHERE (SELECT so FROM {{may}})
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
    SELECT position, id, stream, version, type, CAST(schema_version AS smallint), CAST(data AS jsonb), sealed,
      correlation_id, causation_id, producer
    FROM new
    RETURNING position, version, recorded_at
"""  # noqa: S608
"""One statement: the lock that the high-water mark goes by, then whether all of it may be, then all of it or nothing.
No position is taken before the lock is held; they are taken in the order in which the rows are given. The ids stand in
a SELECT of their own so that the planner does not see how many there are: else it makes a plan for each small decision
anew, which costs more than to carry it out. Each id is looked up alone: for a list of them a plan made while the log is
young would read it whole, and be kept."""
_FINISHED = f"finished AS ({FINISH} AND (SELECT so FROM fine) RETURNING TRUE AS so),"  # noqa: S608
_APPEND_ALONE = driver_sql(_APPEND.format(finished="", may="fine"))
_APPEND_AND_FINISH = driver_sql(_APPEND.format(finished=_FINISHED, may="finished"))


_PAGE = driver_sql("""
    SELECT e.position, CAST(e.id AS text), e.stream, e.version, e.type, e.schema_version, CAST(e.data AS text),
      e.sealed, e.correlation_id, CAST(e.causation_id AS text), e.producer, e.recorded_at, k.master, k.wrapped
    FROM (SELECT * FROM events WHERE position > :after ORDER BY position LIMIT :limit) AS e
    LEFT JOIN LATERAL (
      SELECT master, wrapped FROM article_keys WHERE e.sealed IS NOT NULL AND article_id = e.stream LIMIT 1
    ) AS k ON TRUE
    WHERE e.position <= (SELECT position FROM watermark)
    ORDER BY e.position
""")
"""Rows with the key that opens most of them: that of the article which is their stream. What is final is a beginning of
the page; the mark stands outside, so that no plan can sort all that lies behind `after`. Each key is looked up alone:
a plan that joins them would read them all for a page."""


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
        laid = [laid_out(e.event) for e in new]
        keys, fresh = self._data_keys(new, [part for _, _, _, parts in laid for part in parts])
        values = {**_columns(new, laid, keys, expected or {}), **_key_columns(fresh)}
        statement = _APPEND_AND_FINISH if finishing else _APPEND_ALONE
        try:
            rows = self._connection.exec_driver_sql(statement, {**values, **(fence(finishing) if finishing else {})})
            stored = sorted((row[0], row[1], row[2]) for row in rows)
        except IntegrityError as error:
            raise ConcurrencyConflict("another event came first; read the stream again and decide again") from error
        if not stored:
            return self._known(new) or self._refuse(expected or {}, finishing)
        return [
            RecordedEvent(
                e.id, e.stream, version, position, name, schema, e.event, e.correlation_id, e.causation_id, e.producer,
                recorded_at,
            )
            for e, (name, schema, _, _), (position, version, recorded_at) in zip(new, laid, stored, strict=True)
        ]

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
        rows, keys_of = self.page(after, limit)
        return [recorded(row, keys_of(row)) for row in rows]

    def page(self, after: int, limit: int) -> tuple[Sequence[Stored], Callable[[Stored], Keys]]:
        """The rows of at most `limit` final events behind position `after`, in order, and what gives for each the keys
        to open it with that are left. The key of an article is made when its row is opened, and let go: a page's keys,
        ready for use, are larger than its rows."""
        rows = fetched(self._connection, _PAGE, {"after": after, "limit": limit})
        masters = article_keys.masters_of(self._connection)
        several = article_keys.read(self._connection, {
            article for _, _, _, _, name, _, data, sealed, *_ in rows
            if sealed is not None and name not in OF_ONE_ARTICLE for article in owners(name, data, sealed)
        })

        def keys_of(row: Stored) -> Keys:
            if row[7] is None or row[4] not in OF_ONE_ARTICLE:
                return several
            return {row[2]: article_keys.opened(masters, row[2], row[12], row[13])}

        return rows, keys_of

    def fetch(self, query: Select[Any]) -> list[RecordedEvent]:
        """The events that `query` selects from the table of events, opened with the keys that are left."""
        rows, keys = self.rows(query)
        return [recorded(row, keys) for row in rows]

    def rows(self, query: Select[Any]) -> tuple[Sequence[Row[Any]], Keys]:
        """The rows that `query` selects from the table of events, and the keys to open them with that are left."""
        rows = self._connection.execute(query).all()
        wanted = {article for row in rows for article in owners(row.type, row.data, row.sealed)}
        return rows, article_keys.read(self._connection, wanted)

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


def _columns(new: Sequence[NewEvent], laid: Sequence[Laid], keys: Keys, expected: Mapping[str, int]) -> dict[str, Any]:
    """The rows of `new` as the statement takes them: a column each."""
    seen: Counter[str] = Counter()
    nths = []
    for e in new:
        seen[e.stream] += 1
        nths.append(seen[e.stream])
    sealed = [seal(e.id, rest, parts, keys) for e, (_, _, rest, parts) in zip(new, laid, strict=True)]
    data = [
        open_data(name, rest, sealed=words is not None)
        for (name, _, rest, _), words in zip(laid, sealed, strict=True)
    ]
    return {
        "ids": uuids([e.id for e in new]), "streams": texts([e.stream for e in new]), "nths": integers(nths),
        "expected": integers([expected.get(e.stream) for e in new]), "types": texts([name for name, _, _, _ in laid]),
        "schemas": integers([schema for _, schema, _, _ in laid]), "data": texts(data), "sealed": byteas(sealed),
        "correlations": texts([e.correlation_id for e in new]), "causations": uuids([e.causation_id for e in new]),
        "producers": texts([e.producer for e in new]),
    }


def _key_columns(fresh: Sequence[article_keys.Row]) -> dict[str, Any]:
    return {
        "articles": texts([row[0] for row in fresh]), "masters": texts([row[1] for row in fresh]),
        "wrapped": byteas([row[2] for row in fresh]),
    }


def _uuid(value: str) -> str:
    try:
        return str(uuid.UUID(value))
    except ValueError:
        raise NotFound(f"{value} is not an event id; `counterclaim events tail` lists the newest") from None
