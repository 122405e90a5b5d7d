"""Takes jobs together with the events they are about: one statement, at once durable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, text

from db import article_keys
from db.jobs import TAKE, TAKE_TOGETHER, Terms
from db.master_keys import Cipher, MasterKeys
from db.rows import recorded
from services.domain.errors import NotFound
from services.domain.events import RecordedEvent
from services.usecases.ports import Lease

_WITH_EVENT = """
    SELECT e.position, CAST(e.id AS text) AS id, e.stream, e.version, e.type, e.schema_version,
      CAST(e.data AS text) AS data, e.sealed, e.correlation_id, CAST(e.causation_id AS text) AS causation_id,
      e.producer, e.recorded_at, k.master, k.wrapped,
      CAST(t.id AS text) AS job_id, t.consumer, CAST(t.event_id AS text) AS event_id, t.attempts, t.updated_at
    FROM taken t LEFT JOIN events e ON e.position = t.position LEFT JOIN article_keys k ON k.article_id = t.article_id
    ORDER BY t.position
"""
_TAKE = text(f"""
    WITH taken AS ({TAKE} RETURNING id, consumer, event_id, attempts, updated_at, position, article_id) {_WITH_EVENT}
""")
_TAKE_TOGETHER = text(f"WITH {TAKE_TOGETHER} {_WITH_EVENT}")


@dataclass(frozen=True, slots=True)
class Taken:
    """A leased job, and the row of its event, not yet opened."""

    lease: Lease
    _row: Row[Any]
    _key: Cipher | None

    def cause(self) -> RecordedEvent:
        """The event. Raises `UnknownEvent`, `Damaged`, and `NotFound` where the log does not have it."""
        if self._row.id is None:
            raise NotFound(f"event {self.lease.event_id} is not in the log; was it restored from an older backup?")
        return recorded(self._row, {self._row.stream: self._key})


def take(connection: Connection, terms: Terms, job_ids: Sequence[str]) -> list[Taken]:
    """Lease to this worker those of the jobs that are free, oldest event first; `connection` commits each statement.

    One job is taken whatever became of it before; of several only those at their first try.
    """
    if len(job_ids) == 1:
        statement, values = _TAKE, {"id": job_ids[0], "cap": terms.attempts}
    else:
        statement, values = _TAKE_TOGETHER, {"ids": list(job_ids)}
    rows = connection.execute(statement, {**values, "lease_s": terms.lease_s})
    masters = article_keys.masters_of(connection)
    return [_taken(masters, row) for row in rows]


def _taken(masters: MasterKeys, row: Row[Any]) -> Taken:
    """The key of its article is kept at hand for the words that follow; were it destroyed meanwhile, nobody could read
    them."""
    key = None
    if row.stream is not None:
        key = article_keys.opened(masters, row.stream, row.master, row.wrapped)
        masters.keep(row.stream, key)
    return Taken(Lease(row.job_id, row.consumer, row.event_id, row.attempts, row.updated_at), row, key)
