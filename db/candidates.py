"""Stored claims that may meet an article's claims on the same matter: near in meaning, or sharing telling words."""

from __future__ import annotations

from sqlalchemy import Connection, text

from services.domain.codec import decode_claim
from services.domain.placing import WORDS
from services.usecases.ports import Opponent

EXACT_BELOW = 5_000
"""Up to so many stored claims all are compared by meaning, which misses none; above that the HNSW index is asked."""
SEARCH = {
    "hnsw.ef_search": "100", "hnsw.iterative_scan": "strict_order", "hnsw.max_scan_tuples": "2000",
    "enable_seqscan": "off", "enable_sort": "off",
}
"""The planner takes the filters for rarer than they are and would rather sort all; so it is told not to."""
DEPTH = 60
"""How many claims each ranking puts up for one claim."""
LATEST = 100
"""How many of the latest claims with a term, or of a party, are looked at: what a claim costs does not grow."""
RAREST = 5
"""Weighs a term down by how many claims have it: 20 where none has, 1 where `LATEST` or more have."""
WINDOW_DAYS = 1095
"""How far apart opponents' claims may have been published. A party is held to its own for ever."""

_SIZE = text("SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = CAST('projections.claims' AS regclass)")
_SETTINGS = text("SELECT " + ", ".join(f"set_config('{name}', '{value}', true)" for name, value in SEARCH.items()))
_FOUND = """
    WITH new AS MATERIALIZED (
      SELECT c.id, c.ordinal, lower(c.party) AS party, c.words, c.vector, c.terms,
        c.published_at - CAST(:apart AS interval) AS since, c.published_at + CAST(:apart AS interval) AS till
      FROM projections.claims c
      WHERE c.position = :before AND c.copy_of IS NULL AND (c.superseded IS NULL OR c.superseded > :before)
    ), meaning AS (
      SELECT n.ordinal AS nth, x.position, x.ordinal,
        row_number() OVER (PARTITION BY n.ordinal ORDER BY x.distance, x.position, x.ordinal) AS place
      FROM new n CROSS JOIN LATERAL (
        SELECT c.position, c.ordinal, c.vector <=> n.vector AS distance FROM projections.claims c
        WHERE c.copy_of IS NULL AND {held} AND (c.position, c.ordinal) < (:before, n.ordinal)
          AND lower(c.party) IS DISTINCT FROM n.party
          AND (c.published_at BETWEEN n.since AND n.till OR c.published_at IS NULL OR n.since IS NULL)
        ORDER BY {order} LIMIT :depth
      ) x
    ), own AS (
      SELECT n.ordinal AS nth, x.position, x.ordinal,
        row_number() OVER (PARTITION BY n.ordinal ORDER BY x.vector <=> n.vector, x.position, x.ordinal) AS place
      FROM new n CROSS JOIN LATERAL (
        SELECT c.position, c.ordinal, c.vector FROM projections.claims c
        WHERE lower(c.party) = n.party AND (c.position, c.ordinal) < (:before, n.ordinal) AND c.position <= :before
        ORDER BY c.position DESC, c.ordinal DESC LIMIT :latest
      ) x
      WHERE x.vector IS NOT NULL
    ), postings AS MATERIALIZED (
      SELECT n.ordinal AS nth, l.places, CAST(:latest AS double precision) / (:rarest + cardinality(l.places)) AS weight
      FROM new n CROSS JOIN LATERAL unnest(n.terms) AS t (term) CROSS JOIN LATERAL (
        SELECT ARRAY(
          SELECT p.position * 32768 + p.ordinal FROM projections.claim_terms p
          WHERE p.term = t.term AND (p.position, p.ordinal) < (:before, n.ordinal)
          ORDER BY p.position DESC, p.ordinal DESC LIMIT :latest
        ) AS places
      ) l
    ), whole AS (
      SELECT nth, sum(weight) AS weight FROM postings GROUP BY nth
    ), sharing AS MATERIALIZED (
      SELECT nth, place / 32768 AS position, CAST(place % 32768 AS smallint) AS ordinal, sum(weight) AS weight
      FROM postings CROSS JOIN LATERAL unnest(places) AS p (place) GROUP BY nth, p.place
    ), wording AS (
      SELECT nth, position, ordinal, weight,
        row_number() OVER (PARTITION BY nth ORDER BY weight DESC, position DESC, ordinal DESC) AS place
      FROM sharing
    ), company AS (
      SELECT n.ordinal AS nth, c.position, c.ordinal FROM new n
        JOIN projections.claims c ON c.position = :before AND c.ordinal < n.ordinal
    ), put_up AS MATERIALIZED (
      SELECT nth, position, ordinal, sum(weight) AS weight FROM (
        SELECT nth, position, ordinal, CAST(0 AS double precision) AS weight, true AS chosen FROM meaning
        UNION ALL SELECT nth, position, ordinal, 0, place <= :depth FROM own
        UNION ALL SELECT nth, position, ordinal, weight, place <= :depth FROM wording
        UNION ALL SELECT nth, position, ordinal, 0, true FROM company
      ) AS each GROUP BY nth, position, ordinal HAVING bool_or(chosen)
    ), alike AS (
      SELECT n.id, n.ordinal AS nth, c.position, c.ordinal, c.words,
        coalesce(1 - (c.vector <=> n.vector), 0) + :words * coalesce(r.weight / w.weight, 0) AS likeness,
        lower(c.party) IS NOT DISTINCT FROM n.party AND n.party IS NOT NULL AS mine, c.position = :before AS here
      FROM put_up r JOIN new n ON n.ordinal = r.nth
        JOIN projections.claims c ON c.position = r.position AND c.ordinal = r.ordinal
        LEFT JOIN whole w ON w.nth = r.nth
      WHERE c.copy_of IS NULL AND (c.superseded IS NULL OR c.superseded > :before) AND c.id <> n.id
        AND c.words <> n.words AND (lower(c.party) = n.party
          OR c.published_at BETWEEN n.since AND n.till OR c.published_at IS NULL OR n.since IS NULL)
    ), once AS (
      SELECT DISTINCT ON (nth, words) * FROM alike ORDER BY nth, words, likeness DESC, position, ordinal
    ), best AS (
      SELECT *, row_number() OVER (PARTITION BY nth, mine, here ORDER BY likeness DESC, position, ordinal) AS place
      FROM once
    )
    SELECT n.id, c.claim, m.matter_id AS matter, b.likeness
    FROM new n
      LEFT JOIN best b ON b.nth = n.ordinal
        AND b.place <= CASE WHEN b.mine THEN CAST(:own AS int) ELSE CAST(:others AS int) END
      LEFT JOIN projections.claims c ON c.position = b.position AND c.ordinal = b.ordinal
      LEFT JOIN projections.matter_claims m ON m.claim_id = c.id AND m.superseded IS NULL
    ORDER BY n.ordinal, b.mine, b.likeness DESC, b.place
"""
_BY_INDEX = "c.vector <=> n.vector"
_EXACT = text(_FOUND.format(held="(c.superseded IS NULL OR c.superseded > :before)", order="distance, c.position"))
_APPROXIMATE = text(_FOUND.format(held="c.superseded IS NULL", order=_BY_INDEX))


class SqlCandidates:
    """Implements `services.usecases.ports.Candidates`.

    What it finds depends on the log alone and not on when it is asked, as long as the projections have passed `before`
    and the search is exact: later events may supersede a claim but not as of `before`. Above `EXACT_BELOW` stored
    claims only the ranking by meaning is approximate, for the index is built in whatever order claims came in.
    """

    def __init__(self, connection: Connection, *, exact: bool | None = None) -> None:
        self._connection = connection
        self._exact = exact

    def opponents(self, before: int, limit: int) -> dict[str, list[Opponent]]:
        """For each claim stored with position `before` (copies of others left out), by its id, earlier ones that it may
        meet, best first: of its own article and of all others each at most three quarters of `limit` of other
        parties, then the rest of its own. Parties answer each other within an article first of all."""
        if self._exact is None:
            self._exact = self._connection.execute(_SIZE).scalar_one() < EXACT_BELOW
        own = limit // 4
        values = {
            "before": before, "others": limit - own, "own": own, "depth": max(DEPTH, limit), "latest": LATEST,
            "apart": f"{WINDOW_DAYS} days", "rarest": RAREST, "words": WORDS,
        }
        if not self._exact:
            self._connection.execute(_SETTINGS)
        found: dict[str, list[Opponent]] = {}
        for row in self._connection.execute(_EXACT if self._exact else _APPROXIMATE, values):
            met = found.setdefault(row.id, [])
            if row.claim is not None:
                met.append(Opponent(decode_claim(row.claim), row.likeness or 0.0, row.matter))
        return found
