"""From events to jobs, and from jobs to the rings that call workers: what the relay does to the queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from db import erasure
from db.signs_of_life import ALIVE

CONSUMERS = {"ArticleSubmitted": "extract", "ClaimsExtracted": "cross_reference"}
WINDOW = 500
"""Rings out at once: enough to keep workers busy, few enough to be sent again without harm."""

_RANGE = text("""
    SELECT c.position, least(w.position, p.position) FROM cursors c, watermark w, projections.checkpoint p
    WHERE c.subscriber = 'dispatch' FOR UPDATE OF c
""")
_INSERT = text("""
    INSERT INTO jobs (id, consumer, event_id, position, article_id)
    SELECT CAST(md5(c.consumer || CAST(e.id AS text)) AS uuid), c.consumer, e.id, e.position, e.stream
    FROM events e JOIN unnest(CAST(:types AS text[]), CAST(:consumers AS text[])) AS c (type, consumer) USING (type)
    WHERE e.position > :after AND e.position <= :upto
      AND NOT EXISTS (SELECT FROM jobs p WHERE p.consumer = 'project' AND p.event_id = e.id)
      AND NOT EXISTS (SELECT FROM article_keys k WHERE k.article_id = e.stream AND k.wrapped IS NULL)
      AND NOT (e.type = 'ClaimsExtracted' AND e.data ->> 'count' = '0' AND EXISTS (
        SELECT FROM event_keys k WHERE k.stream = e.stream AND k.version = e.version + 1
      ))
    ORDER BY e.position
    ON CONFLICT (consumer, event_id) DO NOTHING
""")
_INSERT_FOR = text("""
    INSERT INTO jobs (id, consumer, event_id, position, article_id)
    SELECT CAST(md5(c.consumer || CAST(e.id AS text)) AS uuid), c.consumer, e.id, e.position, e.stream
    FROM event_keys k JOIN events e ON e.position = k.position
      JOIN unnest(CAST(:types AS text[]), CAST(:consumers AS text[])) AS c (type, consumer) USING (type)
    WHERE k.event_id = ANY (CAST(:ids AS uuid[]))
      AND e.position <= (SELECT position FROM cursors WHERE subscriber = 'dispatch')
      AND NOT EXISTS (SELECT FROM article_keys k WHERE k.article_id = e.stream AND k.wrapped IS NULL)
    ON CONFLICT (consumer, event_id) DO NOTHING
""")
_MOVE = text("UPDATE cursors SET position = :upto WHERE subscriber = 'dispatch'")

_IN_COMPANY = """
    EXISTS (SELECT FROM jobs other WHERE other.state = 'running' AND other.updated_at = jobs.updated_at
      AND other.id <> jobs.id)
"""
"""Whether others that were taken together with the job are not done either: then nobody knows whose fault it was."""
_BURY = text(f"""
    UPDATE jobs SET state = 'failed', lease_until = NULL, updated_at = clock_timestamp(),
      error = 'the worker died or ran out of time or memory in each of ' || attempts || ' attempts'
    WHERE state = 'running' AND lease_until < clock_timestamp() AND attempts >= :cap AND NOT {_IN_COMPANY}
""")  # noqa: S608
_RELEASE = text(f"""
    UPDATE jobs SET state = 'pending', rung_at = NULL, lease_until = NULL, updated_at = clock_timestamp(),
      attempts = attempts - CASE WHEN {_IN_COMPANY} THEN 1 ELSE 0 END,
      error = 'the worker died or ran out of time or memory',
      due_at = clock_timestamp() + make_interval(secs => least(600, :retry_s * power(2, attempts - 1)) * random())
    WHERE state = 'running' AND lease_until < clock_timestamp() AND (attempts < :cap OR {_IN_COMPANY})
""")  # noqa: S608
_UNDO_CLOCK = text("""
    UPDATE jobs SET rung_at = NULL, due_at = clock_timestamp(),
      lease_until = CASE state WHEN 'running' THEN clock_timestamp() + make_interval(secs => :lease_s) END
    WHERE state = 'pending' AND (rung_at > clock_timestamp() OR due_at > clock_timestamp()
        + make_interval(secs => 1 + 1.5 * least(600, :retry_s * power(2, attempts))))
      OR state = 'running' AND lease_until > clock_timestamp() + make_interval(secs => 2 * :lease_s)
""")
_RING = text("""
    WITH room AS (
      SELECT greatest(0, :window - count(*)) AS n FROM jobs
      WHERE state = 'pending' AND rung_at > clock_timestamp() - make_interval(secs => :resend_s)
    ), unheard AS (
      SELECT id FROM jobs WHERE state = 'pending' AND due_at <= clock_timestamp()
        AND rung_at <= clock_timestamp() - make_interval(secs => :resend_s)
      ORDER BY position LIMIT (SELECT n FROM room) FOR UPDATE SKIP LOCKED
    ), fresh AS (
      SELECT id FROM jobs WHERE state = 'pending' AND due_at <= clock_timestamp() AND rung_at IS NULL
      ORDER BY position LIMIT (SELECT n - (SELECT count(*) FROM unheard) FROM room) FOR UPDATE SKIP LOCKED
    ), due AS (
      SELECT id FROM unheard UNION ALL SELECT id FROM fresh
    )
    UPDATE jobs SET rung_at = clock_timestamp() FROM due WHERE jobs.id = due.id
    RETURNING CAST(jobs.id AS text), jobs.consumer, jobs.attempts = 0 AND jobs.error IS NULL, jobs.position
""")
_PACE = text(f"""
    SELECT c.consumer, avg(d.seconds), (SELECT count(*) FROM workers WHERE {ALIVE})
    FROM unnest(CAST(:consumers AS text[])) AS c (consumer), LATERAL (
      SELECT seconds FROM jobs WHERE state = 'done' AND consumer = c.consumer ORDER BY updated_at DESC LIMIT 100
    ) AS d
    GROUP BY c.consumer
""")  # noqa: S608


@dataclass(frozen=True, slots=True)
class Ring:
    """A job that a worker should be called to."""

    job_id: str
    consumer: str
    untried: bool
    """Nothing has happened to it yet, so a worker may take it together with others."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Mean seconds of a job, and the worker processes that gave a sign of life lately."""

    seconds: float
    workers: int


def dispatch(connection: Connection) -> int:
    """Make the jobs for events that are final and projected, and move the cursor; how many jobs.

    An event's job is made only when the projections have passed it, so its handler finds all that lies before it. Where
    nothing was claimed, and that was answered with the reading itself, there is nothing to compare.
    Events that the read side could not take in are in the failed list already (`db.projections.set_aside`).
    """
    after, upto = connection.execute(_RANGE).one()
    if upto <= after:
        return 0
    types = {"types": list(CONSUMERS), "consumers": list(CONSUMERS.values())}
    made = connection.execute(_INSERT, {**types, "after": after, "upto": upto}).rowcount
    made += erasure.compare_again(connection, after=after, upto=upto)
    connection.execute(_MOVE, {"upto": upto})
    return made


def make_jobs(connection: Connection, event_ids: Sequence[str]) -> int:
    """Make the jobs for events that dispatch passed over because the read side could not take them in; how many."""
    if not event_ids:
        return 0
    types = {"types": list(CONSUMERS), "consumers": list(CONSUMERS.values())}
    return connection.execute(_INSERT_FOR, {**types, "ids": list(event_ids)}).rowcount


def sweep(connection: Connection, *, cap: int, retry_s: float) -> int:
    """Release jobs whose worker gave no sign of life, or bury those that did so too often; how many."""
    buried = connection.execute(_BURY, {"cap": cap}).rowcount
    return buried + connection.execute(_RELEASE, {"cap": cap, "retry_s": retry_s}).rowcount


def undo_clock(connection: Connection, *, lease_s: float, retry_s: float) -> int:
    """Bring times that lie further ahead than the job's wait or lease can be back to now; how many jobs had one.

    The server's clock was set back, or a server with another clock took over: jobs would wait for it to catch up.
    """
    return connection.execute(_UNDO_CLOCK, {"lease_s": lease_s, "retry_s": retry_s}).rowcount


def due(connection: Connection, *, resend_s: float) -> list[Ring]:
    """Jobs to ring for now, oldest first, marked as rung: new ones, and those rung `resend_s` ago and not taken."""
    rows = connection.execute(_RING, {"window": WINDOW, "resend_s": resend_s})
    return [Ring(*row[:3]) for row in sorted(rows, key=lambda row: row[3])]


def pace(connection: Connection) -> dict[str, Pace]:
    """For each consumer that has done jobs, what the latest hundred took, and how many workers there are."""
    rows = connection.execute(_PACE, {"consumers": list(CONSUMERS.values())})
    return {row[0]: Pace(float(row[1]), row[2]) for row in rows if row[1] is not None}
