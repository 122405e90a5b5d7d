"""Who writes, reads and projects in `benchmarks.log`: Counterclaim, the library `eventsourcing`, and bare psycopg."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import uuid4

import msgspec
import psycopg
from eventsourcing.cryptography import AESCipher
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
from eventsourcing.utils import Environment

from benchmarks.articles import article
from benchmarks.servers import plain
from db.engine import connect
from db.master_keys import MasterKeys
from db.unit_of_work import SqlUnitOfWork
from services.domain.article import Article
from services.domain.contradiction import Judgement
from services.domain.events import ArticleSubmitted, Event, NewEvent, VerdictRecorded
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
    """Makes `size` new events, and appends them in one transaction; only the second is timed."""

    def made(self, size: int) -> list[Any]: ...

    def append(self, events: list[Any]) -> None: ...


def _verdict(finding: str) -> VerdictRecorded:
    return VerdictRecorded(finding, Judgement.UNSURE, None, "ada")


class Ours:
    """The product's own append: words sealed, a key an article, versions checked, the high-water mark kept."""

    def __init__(self, url: str, kind: str = "article") -> None:
        self._kind = kind
        self.engine = connect(url, name="bench", master_keys=MasterKeys(os.environ["COUNTERCLAIM_MASTER_KEY"]))
        self._articles, self._next = [article(n) for n in range(MADE)], 0

    def made(self, size: int) -> list[NewEvent]:
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

    def append_distinct(self, count: int) -> None:
        """So many articles, each with a text of its own."""
        for start in range(0, count, 100):
            items = [article(MADE + n) for n in range(start, min(start + 100, count))]
            self.append([
                NewEvent(event_id(MADE + n), item.id, ArticleSubmitted(item), item.id, None, "benchmark")
                for n, item in enumerate(items, 10_000_000 + start)
            ])

    def append(self, events: list[NewEvent]) -> None:
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
    """The library's recorder for PostgreSQL and its JSON mapper, with its cipher or without."""

    def __init__(self, url: str, kind: str = "article", *, sealed: bool = False) -> None:
        self._kind = kind
        parts = psycopg.conninfo.conninfo_to_dict(plain(url))
        self.store = PostgresDatastore(
            str(parts["dbname"]), str(parts["host"]), str(parts["port"]), str(parts["user"]), "none", pool_size=2,
        )
        transcoder = JSONTranscoder()
        transcoder.register(UUIDAsHex())
        transcoder.register(DatetimeAsISO())
        transcoder.register(ArticleAsData())
        key = Environment(env={"CIPHER_KEY": b64encode(bytes(32)).decode()})
        self.mapper = Mapper(transcoder, cipher=AESCipher(key) if sealed else None)
        self.recorder = PostgresApplicationRecorder(
            self.store, events_table_name="sealed_events" if sealed else "stored_events"
        )
        self._articles, self._next = [article(n) for n in range(MADE)], 0

    def made(self, size: int) -> list[DomainEvent]:
        """The same events, of the library's own types."""
        return [self._one() for _ in range(size)]

    def append(self, events: list[DomainEvent]) -> None:
        self.recorder.insert_events([self.mapper.to_stored_event(event) for event in events])

    def _one(self) -> DomainEvent:
        self._next += 1
        id_ = uuid4()
        head: dict[str, Any] = {"originator_id": id_, "originator_version": 1, "timestamp": datetime.now(UTC)}
        if self._kind == "verdict":
            return Judged(**head, finding_id=str(id_), judgement="unsure", note=None, analyst="ada")
        return Submitted(**head, article=replace(self._articles[self._next % MADE], id=str(id_)))


class SealedLibrary(Library):
    """The library with its cipher, one key for all; in a table of its own."""

    def __init__(self, url: str, kind: str = "article") -> None:
        super().__init__(url, kind, sealed=True)


class Bare:
    """INSERT by psycopg into a table with one key; no promise is kept."""

    def __init__(self, url: str, kind: str = "article") -> None:
        self._kind = kind
        self._link = psycopg.connect(plain(url))
        self.backend = self._link.info.backend_pid
        self._articles, self._next = [article(n) for n in range(MADE)], 0

    def made(self, size: int) -> list[tuple[str, Event]]:
        """The same events, each with the id of its stream."""
        return [self._one() for _ in range(size)]

    def append(self, events: list[tuple[str, Event]]) -> None:
        rows = []
        for id_, event in events:
            number, data = str(uuid4()), msgspec.json.encode(event).decode()
            rows.append((number, id_, 1, type(event).__name__, 1, data, number, None, "benchmark"))
        with self._link.cursor() as cursor:
            if len(rows) == 1:
                cursor.execute(_INSERT, rows[0])
            else:
                cursor.executemany(_INSERT, rows)
        self._link.commit()

    def _one(self) -> tuple[str, Event]:
        self._next += 1
        id_ = str(uuid4())
        if self._kind == "verdict":
            return id_, _verdict(id_)
        return id_, ArticleSubmitted(replace(self._articles[self._next % MADE], id=id_))


CONTESTANTS: dict[str, type[Ours] | type[Library] | type[Bare]] = {
    "ours": Ours, "library": Library, "sealed_library": SealedLibrary, "bare": Bare,
}


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
