"""What the workers do: queues, workers, failed jobs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, Text, cast, func, select, text, tuple_

from db.dispatch import CONSUMERS
from db.projections.tables import articles, checkpoint
from db.queries import cursor as cursors
from db.queries.short_ids import full_id
from db.signs_of_life import ALIVE
from db.tables import jobs, watermark, workers
from services.reports.shapes import JobRow, Page, QueueDepth, Throughput, WorkerRow

_QUEUES = text("""
    SELECT consumer,
      count(*) FILTER (WHERE state = 'pending') AS pending, count(*) FILTER (WHERE state = 'running') AS running,
      count(*) FILTER (WHERE state = 'failed') AS failed, count(*) FILTER (WHERE state = 'done') AS done,
      EXTRACT(epoch FROM now() - min(queued_at) FILTER (WHERE state = 'pending')) AS oldest,
      count(*) FILTER (WHERE state = 'done' AND updated_at > now() - interval '1 minute') AS last_minute,
      avg(seconds) FILTER (WHERE state = 'done' AND updated_at > now() - interval '10 minutes') AS mean
    FROM jobs GROUP BY consumer
""")
_TOTALS = text("""
    SELECT (SELECT count(*) FROM projections.articles),
      (SELECT count(*) FROM projections.articles WHERE compared IS NOT NULL),
      (SELECT count(DISTINCT article_id) FROM jobs WHERE state = 'failed')
""")

def throughput(connection: Connection) -> Throughput:
    """Queues, the workers that gave a sign of life lately, and how far log and projections are."""
    rows = {row.consumer: row for row in connection.execute(_QUEUES)}
    queues = tuple(_queue(consumer, rows.get(consumer)) for consumer in CONSUMERS.values())
    alive = connection.execute(select(workers).where(text(ALIVE)).order_by(workers.c.name))
    total, processed, failed = connection.execute(_TOTALS).one()
    return Throughput(
        at=connection.execute(select(func.now())).scalar_one(), queues=queues,
        workers=tuple(
            WorkerRow(row.name, row.pid, row.started_at, row.seen_at, row.jobs_done, row.memory_mb) for row in alive
        ),
        log_position=connection.execute(select(watermark.c.position)).scalar_one(),
        projected_position=connection.execute(select(checkpoint.c.position)).scalar_one(),
        articles_total=total, articles_processed=processed, articles_failed=failed,
    )


def _queue(consumer: str, row: Row[Any] | None) -> QueueDepth:
    if row is None:
        return QueueDepth(consumer, 0, 0, 0, 0, None, 0, None)
    return QueueDepth(
        consumer, row.pending, row.running, row.failed, row.done, None if row.oldest is None else float(row.oldest),
        row.last_minute, row.mean,
    )


def _rows() -> Select[Any]:
    return select(jobs, articles.c.title).outerjoin(articles, articles.c.id == jobs.c.article_id)


def failed(connection: Connection, limit: int, cursor: str | None) -> Page[JobRow]:
    """Jobs that were tried too often, in order of the event they are about."""
    query = (
        _rows().where(jobs.c.state == "failed").order_by(jobs.c.position, cast(jobs.c.id, Text)).limit(limit + 1)
    )
    if key := cursors.decode(cursor, int, str):
        query = query.where(tuple_(jobs.c.position, cast(jobs.c.id, Text)) > tuple_(*key))
    return cursors.page(connection.execute(query).all(), limit, lambda row: (row.position, row.id), _shape)


def job(connection: Connection, given: str) -> JobRow:
    """The job of this id or beginning of one. Raises `NotFound` or `Ambiguous`."""
    job_id = full_id(connection, jobs.c.id, given, "job")
    return _shape(connection.execute(_rows().where(jobs.c.id == job_id)).one())


def _shape(row: Row[Any]) -> JobRow:
    return JobRow(
        row.id, row.consumer, row.article_id, row.title, row.state, row.attempts, row.error, row.queued_at,
        row.updated_at,
    )
