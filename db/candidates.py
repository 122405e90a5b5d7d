"""Stored claims that may meet a new one on the same matter: its nearest neighbours among what was there before."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from services.domain.claim import Claim
from services.domain.codec import decode_claim

EXACT_BELOW = 20_000
"""Up to so many stored claims all are compared, which misses none; above that the HNSW index is asked."""

_SIZE = text("SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = CAST('projections.claims' AS regclass)")
_SELF = text("""
    SELECT party, ordinal, article_id FROM projections.claims
    WHERE id = :id AND position = :before AND copy_of IS NULL AND (superseded IS NULL OR superseded > :before)
""")
_NEAREST = """
    SELECT claim FROM projections.claims c
    WHERE c.copy_of IS NULL AND c.vector IS NOT NULL AND c.id <> :id AND {held}
      AND (c.position < :before OR c.position = :before AND c.ordinal < :ordinal)
      AND (c.party IS NOT DISTINCT FROM :party AND c.party IS NOT NULL) = :own
    ORDER BY c.vector <=> CAST(:vector AS halfvec) LIMIT :limit
"""
_EXACT = text(_NEAREST.format(held="(c.superseded IS NULL OR c.superseded > :before)"))
_APPROXIMATE = text(_NEAREST.format(held="c.superseded IS NULL"))


class SqlCandidates:
    """Implements `services.usecases.ports.Candidates`.

    What it finds depends on the log alone and not on when it is asked, as long as the projections have passed `before`
    and the search is exact: later events may supersede a claim but not as of `before`.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._exact: bool | None = None

    def opponents(self, claim: Claim, vector: Sequence[float], *, before: int, limit: int) -> list[Claim]:
        """Earlier claims near to `claim` (stored with position `before`): at most three quarters of `limit` of other
        parties, the rest of its own. Empty where `claim` is a copy of another or is superseded."""
        found = self._connection.execute(_SELF, {"id": claim.id, "before": before}).one_or_none()
        if found is None:
            return []
        own = limit // 4
        values = {
            "id": claim.id, "before": before, "ordinal": found.ordinal, "party": found.party,
            "vector": "[" + ",".join(map(str, vector)) + "]",
        }
        statement = _EXACT if self._few() else _APPROXIMATE
        claims = []
        for mine, count in ((False, limit - own), (True, own)):
            rows = self._connection.execute(statement, {**values, "own": mine, "limit": count}).scalars()
            claims += [decode_claim(data) for data in rows]
        return claims

    def _few(self) -> bool:
        if self._exact is None:
            self._exact = self._connection.execute(_SIZE).scalar_one() < EXACT_BELOW
            setting = "enable_indexscan = off" if self._exact else "hnsw.iterative_scan = strict_order"
            self._connection.execute(text(f"SET LOCAL {setting}"))
        return self._exact
