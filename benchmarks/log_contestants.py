"""Who writes, reads and projects in `benchmarks.log`: Counterclaim, the library `eventsourcing`, and bare psycopg."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import uuid4

import psycopg
from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import (
    DatetimeAsISO,
    JSONTranscoder,
    Mapper,
    Tracking,
    Transcoding,
    UUIDAsHex,
)
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore, PostgresTrackingRecorder

from benchmarks.articles import article
from benchmarks.servers import plain
from db.engine import connect
from db.master_keys import MasterKeys
from db.unit_of_work import SqlUnitOfWork
from services.domain.article import Article
from services.domain.codec import encode
from services.domain.contradiction import Judgement
from services.domain.events import ArticleSubmitted, NewEvent, VerdictRecorded
from services.domain.identity import event_id

MADE = 200
BARE = """
CREATE TABLE IF NOT EXISTS bare_events (
  position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id UUID NOT NULL, stream TEXT NOT NULL,
  version INTEGER NOT NULL, type TEXT NOT NULL, schema_version SMALLINT NOT NULL, data JSONB NOT NULL,
  correlation_id TEXT NOT NULL, causation_id UUID, producer TEXT NOT NULL,
  recorded_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()
)"""
_INSERT = b"""
INSERT INTO bare_events (id, stream, version, type, schema_version, data, correlation_id, causation_id, producer)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"""


class Writer(Protocol):
    """Appends `size` new events in one transaction."""

    def append(self, size: int) -> None: ...


def _verdict(finding: str) -> VerdictRecorded:
    return VerdictRecorded(finding, Judgement.UNSURE, None, "ada")


class Ours:
    """The product's own append: words sealed, a key an article, versions checked, the high-water mark kept."""

    def __init__(self, url: str, kind: str = "article") -> None:
        self._kind = kind
        self.engine = connect(url, name="bench", master_keys=MasterKeys(os.environ["COUNTERCLAIM_MASTER_KEY"]))
        self._articles, self._next = [article(n) for n in range(MADE)], 0

    def events(self, size: int) -> list[NewEvent]:
        """New articles: known words under ids of their own."""
        made = []
        for _ in range(size):
            self._next += 1
            number = event_id(self._next)
            if self._kind == "verdict":
                made.append(NewEvent(number, number, _verdict(number), number, None, "benchmark"))
                continue
            item = replace(self._articles[self._next % MADE], id=str(uuid4()))
            made.append(NewEvent(number, item.id, ArticleSubmitted(item), number, None, "benchmark"))
        return made

    def append(self, size: int) -> None:
        events = self.events(size)
        with SqlUnitOfWork(self.engine, atomic=False) as work:
            work.log.append(events, expected={event.stream: 0 for event in events})


class Submitted(DomainEvent):
    """The library's event, which carries the same typed article."""

    article: Article


class Judged(DomainEvent):
    """The library's event with the fields of a verdict."""

    finding_id: str
    judgement: str
    note: str | None
    analyst: str | None


class ArticleAsData(Transcoding):
    """An article as the library's users teach it a type of their own."""

    type = Article
    name = "article"

    def encode(self, obj: Article) -> dict[str, Any]:
        fields = {name: getattr(obj, name) for name in Article.__dataclass_fields__}
        return {**fields, "minhash": list(obj.minhash)}

    def decode(self, data: dict[str, Any]) -> Article:
        return Article(**{**data, "minhash": tuple(data["minhash"])})


class Library:
    """The library's recorder for PostgreSQL and its JSON mapper, without its encryption."""

    def __init__(self, url: str, kind: str = "article") -> None:
        self._kind = kind
        parts = psycopg.conninfo.conninfo_to_dict(plain(url))
        self.store = PostgresDatastore(
            str(parts["dbname"]), str(parts["host"]), str(parts["port"]), str(parts["user"]), "none", pool_size=2,
        )
        transcoder = JSONTranscoder()
        transcoder.register(UUIDAsHex())
        transcoder.register(DatetimeAsISO())
        transcoder.register(ArticleAsData())
        self.mapper = Mapper(transcoder)
        self.recorder = PostgresApplicationRecorder(self.store)
        self._articles, self._next = [article(n) for n in range(MADE)], 0

    def append(self, size: int) -> None:
        stored = []
        for _ in range(size):
            self._next += 1
            id_ = uuid4()
            head: dict[str, Any] = {
                "originator_id": id_, "originator_version": 1, "timestamp": datetime.now(UTC),
            }
            event = (
                Judged(**head, finding_id=str(id_), judgement="unsure", note=None, analyst="ada")
                if self._kind == "verdict"
                else Submitted(**head, article=replace(self._articles[self._next % MADE], id=str(id_)))
            )
            stored.append(self.mapper.to_stored_event(event))
        self.recorder.insert_events(stored)


class Bare:
    """INSERT by psycopg into a table with one key; no promise is kept."""

    def __init__(self, url: str, kind: str = "article") -> None:
        self._kind = kind
        self._link = psycopg.connect(plain(url))
        self.backend = self._link.info.backend_pid
        self._articles, self._next = [article(n) for n in range(MADE)], 0

    def append(self, size: int) -> None:
        rows = []
        for _ in range(size):
            self._next += 1
            id_, number = str(uuid4()), str(uuid4())
            event = _verdict(id_) if self._kind == "verdict" else ArticleSubmitted(
                replace(self._articles[self._next % MADE], id=id_)
            )
            name, schema, data = encode(event)
            rows.append((number, id_, 1, name, schema, json.dumps(data), number, None, "benchmark"))
        with self._link.cursor() as cursor:
            if size == 1:
                cursor.execute(_INSERT, rows[0])
            else:
                cursor.executemany(_INSERT, rows)
        self._link.commit()


CONTESTANTS: dict[str, type[Ours] | type[Library] | type[Bare]] = {"ours": Ours, "library": Library, "bare": Bare}


class LibraryProjection:
    """As its users write one: for each event, the row and the mark in one transaction."""

    def __init__(self, library: Library) -> None:
        self._library, self._tracking = library, PostgresTrackingRecorder(library.store)
        self._tracking.create_table()
        with library.store.transaction(commit=True) as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS library_articles (id TEXT PRIMARY KEY, title TEXT, outlet TEXT)")

    def take_in(self, events: Sequence[Any], notification_ids: Sequence[int]) -> None:
        for event, number in zip(events, notification_ids, strict=True):
            with self._library.store.transaction(commit=True) as cursor:
                self._tracking._insert_tracking(cursor, Tracking("benchmark", number))
                a = event.article
                cursor.execute(
                    "INSERT INTO library_articles VALUES (%s, %s, %s) "
                    "ON CONFLICT (id) DO UPDATE SET title = excluded.title",
                    (a.id, a.title, a.outlet),
                )
