"""Matters: which question each claim meets others on, folded in the order of the log."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from db.projections.page import Page, change, put
from db.projections.tables import matter_claims, matters
from services.domain.matters import Matter, MatterBook


def project(connection: Connection, page: Page) -> None:
    """Take in the findings of `page`."""
    touched = {claim for at in page.found for f in at.event.findings for claim in (f.a, f.b)}
    if not touched:
        return
    book = _known(connection, touched)
    for at in page.found:
        for ordinal, finding in enumerate(at.event.findings):
            book.add(finding, at.position, ordinal)
    put(connection, matters, [
        {"id": m.id, "position": m.position, "ordinal": m.ordinal, "title": m.title or None} for m in book.opened
    ])
    ends = {merge.matter: merge.position for merge in book.merged}
    put(connection, matter_claims, [
        {"claim_id": j.claim, "position": j.position, "matter_id": j.matter, "superseded": ends.get(j.matter)}
        for j in book.joined
    ])
    change(connection, matters, "id", [
        {"id": m.matter, "superseded": m.position, "merged_into": m.into} for m in book.merged
    ])
    _leave(connection, ends)


def _leave(connection: Connection, ends: dict[str, int]) -> None:
    """Claims of merged matters belong to them no more."""
    if not ends:
        return
    statement = (
        update(matter_claims)
        .where(matter_claims.c.matter_id == bindparam("left"), matter_claims.c.superseded.is_(None))
        .values(superseded=bindparam("end"))
    )
    connection.execute(statement, [{"left": matter, "end": position} for matter, position in ends.items()])


def _known(connection: Connection, claim_ids: set[str]) -> MatterBook:
    """The matters that these claims belong to, each with all its claims."""
    held: Any = matter_claims.c.superseded.is_(None)
    ids = select(matter_claims.c.matter_id).where(held, matter_claims.c.claim_id.in_(claim_ids))
    rows = connection.execute(
        select(matters.c.id, matters.c.position, matters.c.ordinal, matters.c.title, matter_claims.c.claim_id)
        .join(matter_claims, matter_claims.c.matter_id == matters.c.id)
        .where(held, matters.c.id.in_(ids)).order_by(matter_claims.c.position, matter_claims.c.claim_id)
    ).all()
    book = MatterBook()
    for row in rows:
        book.know(Matter(row.position, row.ordinal, row.id, row.title or ""), [row.claim_id])
    return book
