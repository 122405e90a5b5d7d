"""Poison events: what the read side can't take in goes to the failed list, and the events behind it go on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from db.event_log import SqlEventLog
from db.rows import Stored, recorded
from services.domain.codec import UnknownEvent
from services.domain.events import RecordedEvent

log = logging.getLogger("counterclaim.relay")
Project = Callable[[Connection, Sequence[RecordedEvent]], None]
_POISON = ("22", "23", "54")
"""Data that no column takes, constraints, limits of the server: the event's fault, and the same at every try."""

_NOTE = text("""
    INSERT INTO jobs (id, consumer, event_id, position, article_id, state, attempts, error)
    VALUES (CAST(md5('project' || :id) AS uuid), 'project', CAST(:id AS uuid), :position, :stream, 'failed', 1, :error)
    ON CONFLICT (consumer, event_id) DO UPDATE SET error = excluded.error, updated_at = clock_timestamp()
""")
_RESOLVE = text("DELETE FROM jobs WHERE consumer = 'project' AND updated_at < :since RETURNING CAST(event_id AS text)")


def take_in(connection: Connection, project: Project, records: Sequence[RecordedEvent]) -> None:
    """Project `records`, less those that fail by themselves: these are noted in the failed list.

    Halves are tried until the culprits are found; rows do not depend on where pages begin and end, so what is left is
    projected as if the culprits were not there, the same in every rebuild.
    """
    try:
        with connection.begin_nested():
            project(connection, records)
    except Exception as error:
        if not is_poison(error):
            raise
        if len(records) == 1:
            note(connection, records[0].id, records[0].position, records[0].stream, records[0].type, error)
            return
        middle = len(records) // 2
        take_in(connection, project, records[:middle])
        take_in(connection, project, records[middle:])


def readable(connection: Connection, after: int, limit: int) -> tuple[list[RecordedEvent], int]:
    """The final events behind `after` that can be decoded, and the position up to which that is told; the others are
    noted in the failed list. Raises `UnknownEvent` where the first of them is of a type or version yet unknown: it
    must wait for a newer program, and so must all behind it."""
    records, reached = [], after
    rows, keys_of = SqlEventLog(connection).page(after, limit)
    for row in rows:
        try:
            records.append(recorded(row, keys_of(row)))
        except UnknownEvent:
            if reached == after:
                raise
            break
        except (KeyError, TypeError, ValueError) as error:
            note_row(connection, row, error)
        reached = row[0]
    return records, reached


def note_row(connection: Connection, row: Stored, error: Exception) -> None:
    """Note an event that can't be decoded."""
    position, event_id, stream, _, kind, *_ = row
    note(connection, event_id, position, stream, kind, error)


def note(connection: Connection, event_id: str, position: int, stream: str, kind: str, error: Exception) -> None:
    """Put an event in the failed list, with what is wrong with it."""
    said = str(error.orig if isinstance(error, DBAPIError) else f"{type(error).__name__}: {error}").strip()
    log.error("event %s (%s) at position %d can't be taken into the read side: %s", event_id, kind, position, said)
    connection.execute(_NOTE, {
        "id": event_id, "position": position, "stream": stream,
        "error": f"{said[:3000]}\n{kind} at position {position} can't be taken into the read side; once the cause is "
        "mended, run `counterclaim db rebuild`".replace("\x00", ""),
    })


def resolve(connection: Connection, since: datetime) -> list[str]:
    """Take those off the failed list that a rebuild begun at `since` did not note again; the ids of their events."""
    return list(connection.execute(_RESOLVE, {"since": since}).scalars())


def is_poison(error: Exception) -> bool:
    """Whether the event is at fault: not the connection, not a schema or an event that this program does not know."""
    if isinstance(error, DBAPIError):
        return str(getattr(error.orig, "sqlstate", None) or "").startswith(_POISON)
    return isinstance(error, (KeyError, TypeError, ValueError))
