"""How many other outlets printed a claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, func, select

from db.projections.tables import articles, claims, held_at


def copies(connection: Connection, claim_ids: Collection[str], as_of: int | None) -> defaultdict[str, int]:
    """By claim, the outlets other than its own that printed it as of a position."""
    copy, first = claims.alias("copy"), claims.alias("first")
    theirs, ours = articles.alias("theirs"), articles.alias("ours")
    outlet = func.coalesce(theirs.c.outlet, theirs.c.id)
    query = (
        select(copy.c.copy_of, func.count(outlet.distinct()))
        .join(first, first.c.id == copy.c.copy_of)
        .join(theirs, theirs.c.id == copy.c.article_id).join(ours, ours.c.id == first.c.article_id)
        .where(copy.c.copy_of.in_(claim_ids), held_at(copy, as_of), outlet != func.coalesce(ours.c.outlet, ours.c.id))
        .group_by(copy.c.copy_of)
    )
    return defaultdict(int, {row[0]: row[1] for row in connection.execute(query)})
