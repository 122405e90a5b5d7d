"""Erases an article's words from the log: its key, words stored before there were keys, errors that quote them."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection, text

from db import article_keys
from services.domain import words

_COMPARE_AGAIN = text("""
    WITH gone AS (SELECT id FROM projections.claims WHERE article_id = ANY(:ids)),
    heirs AS (SELECT DISTINCT article_id FROM projections.claims WHERE copy_of IN (SELECT id FROM gone))
    SELECT article_id FROM (
      SELECT article_id FROM heirs
      UNION SELECT article_id FROM projections.findings
        WHERE (a IN (SELECT id FROM gone) OR b IN (SELECT id FROM gone)) AND EXISTS (SELECT FROM heirs)
    ) AS all_of_them WHERE article_id <> ALL (:ids) ORDER BY article_id
""")
_CLAIMS = text("SELECT id FROM projections.claims WHERE article_id = ANY(:ids)")
_UNSEALED = text("""
    WITH told AS (SELECT id, position FROM projections.findings WHERE a = ANY(:claims) OR b = ANY(:claims))
    SELECT position, stream, type, schema_version, data FROM events
    WHERE sealed IS NULL AND position IN (
      SELECT position FROM event_keys WHERE stream = ANY(:ids) OR stream IN (SELECT id FROM told)
      UNION SELECT position FROM told
    )
""")
_REWRITE = text("UPDATE events SET data = CAST(:data AS jsonb) WHERE position = :position")
_END_JOBS = text("""
    UPDATE jobs SET state = 'done', error = NULL, lease_until = NULL, updated_at = clock_timestamp()
    WHERE article_id = ANY(:ids) AND (state <> 'done' OR error IS NOT NULL)
""")
_BLANK_ERRORS = text("""
    UPDATE jobs SET error = 'removed: it quoted an article that was withdrawn'
    WHERE error IS NOT NULL AND EXISTS (
      SELECT FROM projections.claims c JOIN projections.articles a ON a.id = c.article_id
      WHERE c.article_id = ANY(:ids) AND (strpos(error, c.text) > 0 OR strpos(error, c.claim ->> 'sentence') > 0)
      UNION ALL SELECT FROM projections.articles a
      WHERE a.id = ANY(:ids) AND a.title <> '' AND strpos(error, a.title) > 0
    )
""")
_JOBS_OF = text("""
    UPDATE jobs SET state = 'pending', attempts = 0, rung_at = NULL, due_at = clock_timestamp(),
      updated_at = clock_timestamp()
    WHERE consumer = 'cross_reference' AND state = 'done' AND article_id = ANY (ARRAY(
      SELECT jsonb_array_elements_text(data -> 'compare_again') FROM events
      WHERE type = 'ArticleWithdrawn' AND position > :after AND position <= :upto
    )) AND NOT EXISTS (SELECT FROM article_keys k WHERE k.article_id = jobs.article_id AND k.wrapped IS NULL)
""")
"""The array is made once; by a join, a plan made while there were few jobs would read the events anew for each."""


class SqlErasure:
    """Implements `services.usecases.ports.Erasure` within the transaction of `connection`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def compare_again(self, article_ids: Collection[str]) -> tuple[str, ...]:
        """Articles to be compared anew without these: see the port."""
        return tuple(self._connection.execute(_COMPARE_AGAIN, {"ids": sorted(article_ids)}).scalars())

    def erase(self, article_ids: Collection[str]) -> None:
        """Make the words of these articles unreadable: see the port."""
        ids = {"ids": sorted(article_ids)}
        self._connection.execute(_BLANK_ERRORS, ids)
        self._connection.execute(_END_JOBS, ids)
        self._empty_unsealed(article_ids)
        article_keys.destroy(self._connection, article_ids)

    def _empty_unsealed(self, article_ids: Collection[str]) -> None:
        """Words that were stored before there were keys can't lose one: they are taken out. The only case in which an
        event is rewritten."""
        claims = set(self._connection.execute(_CLAIMS, {"ids": sorted(article_ids)}).scalars())
        rows = self._connection.execute(_UNSEALED, {"ids": sorted(article_ids), "claims": sorted(claims)}).all()
        for row in rows:
            data = words.without(row.type, row.data, article_ids, claims)
            self._connection.execute(_REWRITE, {"data": json.dumps(data, ensure_ascii=False), "position": row.position})


def compare_again(connection: Connection, *, after: int, upto: int) -> int:
    """Queue again the comparisons that withdrawals between two positions call for; how many."""
    return connection.execute(_JOBS_OF, {"after": after, "upto": upto}).rowcount
