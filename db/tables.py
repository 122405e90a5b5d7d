"""Tables of the write side: event log, high-water mark, jobs, subscribers' cursors, workers' signs of life."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Float,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Sequence,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

metadata = MetaData()
Id = UUID(as_uuid=False)
Moment = DateTime(timezone=True)

POSITIONS = Sequence("event_position", metadata=metadata)
"""Positions are taken under the shared append lock only: see `db.watermark`."""

events = Table(
    "events", metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Id, nullable=False),
    Column("stream", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("schema_version", SmallInteger, nullable=False),
    Column("data", JSONB, nullable=False),
    Column("sealed", LargeBinary),
    Column("correlation_id", Text, nullable=False),
    Column("causation_id", Id),
    Column("producer", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False, server_default=func.clock_timestamp()),
    postgresql_partition_by="RANGE (position)",
)

event_keys = Table(
    "event_keys", metadata,
    Column("stream", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("event_id", Id, nullable=False),
    Column("position", BigInteger, nullable=False),
    PrimaryKeyConstraint("stream", "version"),
    UniqueConstraint("event_id", "stream", name="event_keys_event_id_stream_key"),
)
"""What is unique in the log; a table of its own, because one partitioned by position can't enforce it."""

article_keys = Table(
    "article_keys", metadata,
    Column("article_id", Text, primary_key=True),
    Column("master", Text),
    Column("wrapped", LargeBinary),
)
"""The keys that articles' words are sealed under, each wrapped by the master key named; empty once destroyed."""

watermark = Table(
    "watermark", metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
)

cursors = Table(
    "cursors", metadata,
    Column("subscriber", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
)

jobs = Table(
    "jobs", metadata,
    Column("id", Id, primary_key=True),
    Column("consumer", Text, nullable=False),
    Column("event_id", Id, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("article_id", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="pending"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due_at", Moment, nullable=False, server_default=func.now()),
    Column("rung_at", Moment),
    Column("lease_until", Moment),
    Column("error", Text),
    Column("seconds", Float),
    Column("queued_at", Moment, nullable=False, server_default=func.now()),
    Column("updated_at", Moment, nullable=False, server_default=func.now()),
    UniqueConstraint("consumer", "event_id", name="jobs_consumer_event_id_key"),
    Index("jobs_article_id", "article_id"),
    Index("jobs_fresh", "position", postgresql_where=text("state = 'pending' AND rung_at IS NULL")),
    Index("jobs_rung", "rung_at", postgresql_where=text("state = 'pending' AND rung_at IS NOT NULL")),
    Index("jobs_running", "lease_until", postgresql_where=text("state = 'running'")),
    Index("jobs_failed", "updated_at", "id", postgresql_where=text("state = 'failed'")),
    Index("jobs_done", "consumer", "updated_at", postgresql_where=text("state = 'done'")),
)

workers = Table(
    "workers", metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("pid", Integer, nullable=False),
    Column("started_at", Moment, nullable=False, server_default=func.now()),
    Column("seen_at", Moment, nullable=False, server_default=func.now()),
    Column("jobs_done", BigInteger, nullable=False, server_default="0"),
    Column("memory_mb", Float, nullable=False, server_default="0"),
)

kept_answers = Table(
    "kept_answers", metadata,
    Column("key", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("kept_at", Moment, nullable=False, server_default=func.now()),
    Index("kept_answers_kept_at", "kept_at"),
)
