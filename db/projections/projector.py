"""Fills the read side from the log, a page at a time: rows and checkpoint in one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, select, text, update

from db.projections import affiliations, articles, claims, findings, matters, withdrawals
from db.projections.page import sorted_page
from db.projections.set_aside import readable, take_in
from db.projections.tables import checkpoint
from services.domain.events import RecordedEvent

PAGE = 500
PROJECTING = text("SELECT pg_advisory_xact_lock(7423003), set_config('plan_cache_mode', 'force_generic_plan', TRUE)")
"""The lock is held by whoever writes to the live read side, so that a rebuild swaps between two pages and not within
one. A page's rows are parameters of half a megabyte: plans made for their values would copy them again and again."""


class Projector:
    """Keeps the live read side up with the log."""

    def __init__(self, engine: Engine, *, page: int = PAGE) -> None:
        self._engine, self._page = engine, page

    def step(self) -> int:
        """Project the next page; how many positions further the read side is."""
        with self._engine.begin() as connection:
            connection.execute(PROJECTING)
            return advance(connection, self._page)

    def catch_up(self) -> int:
        """Project all that is final; how many positions that were."""
        total = 0
        while count := self.step():
            total += count
        return total


def advance(connection: Connection, limit: int) -> int:
    """Project at most `limit` events behind the checkpoint, in this transaction; how many positions that were.

    Events that can't be projected go to the failed list and hold up none (`db.projections.set_aside`).
    """
    position = int(connection.execute(select(checkpoint.c.position).with_for_update()).scalar_one())
    records, reached = readable(connection, position, limit)
    if records:
        take_in(connection, project, records)
    if reached > position:
        connection.execute(update(checkpoint).values(position=reached))
    return reached - position


def project(connection: Connection, records: Sequence[RecordedEvent]) -> None:
    """Write what `records` say. Kinds go one after the other, each in order of position, and mind what the others say
    of earlier positions only: so the rows do not depend on where pages begin and end."""
    page = sorted_page(records)
    articles.project(connection, page)
    claims.project(connection, page)
    affiliations.project(connection, page)
    articles.mark_handled(connection, page)
    findings.project(connection, page)
    matters.project(connection, page)
    withdrawals.project(connection, page)
