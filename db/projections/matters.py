"""Matters: which question each claim belongs to, and what it is called, folded in the order of the log."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, or_, select, update

from db.projections.page import At, Organising, Page, change, put
from db.projections.tables import matter_claims, matter_titles, matters
from services.domain.events import ContradictionsFound, MatterRenamed, MattersMerged, MatterSplit
from services.domain.matters import Matter, MatterBook, Naming


def project(connection: Connection, page: Page) -> None:
    """Take in how the events of `page` group claims."""
    if not page.organising:
        return
    book = _known(connection, page.organising)
    for at in page.organising:
        _fold(book, at)
    put(connection, matters, [
        {"id": m.id, "position": m.position, "ordinal": m.ordinal, "settled": m.settled} for m in book.opened
    ])
    change(connection, matters, "id", [{"id": number, "settled": True} for number in book.settled])
    change(connection, matters, "id", [
        {"id": m.matter, "superseded": m.position, "merged_into": m.into} for m in book.merged
    ])
    _end(connection, "claim_id", book.left)
    put(connection, matter_claims, [
        {"claim_id": j.claim, "position": j.position, "matter_id": j.matter, "superseded": j.superseded}
        for j in book.joined
    ])
    _end(connection, "matter_id", book.untitled)
    put(connection, matter_titles, [
        {
            "matter_id": t.matter, "position": t.position, "superseded": t.superseded, "title": t.title or None,
            "naming": int(t.naming), "claims": list(t.claims),
        }
        for t in book.titled
    ])


def _fold(book: MatterBook, at: At[Organising]) -> None:
    match at.event:
        case ContradictionsFound(findings=findings, placings=placings):
            for placing in placings:
                book.place(placing, at.position)
            for finding in findings:
                book.meet(finding, at.position)
        case MattersMerged(matter_id=matter, into=into):
            book.merge(matter, into, at.position)
        case MatterSplit(matter_id=matter, claims=claims, into=into, title=title, quoted=quoted):
            book.split(matter, claims, into, title, at.position, quoted)
        case MatterRenamed(matter_id=matter, title=title, quoted=quoted):
            book.rename(matter, title, at.position, quoted)


def _end(connection: Connection, key: str, ends: dict[str, int]) -> None:
    """End what held until now: claims that left their matters, titles that were replaced."""
    if not ends:
        return
    table = matter_claims if key == "claim_id" else matter_titles
    statement = (
        update(table).where(table.c[key] == bindparam("old"), table.c.superseded.is_(None))
        .values(superseded=bindparam("end"))
    )
    connection.execute(statement, [{"old": number, "end": position} for number, position in ends.items()])


def _known(connection: Connection, events: Iterable[At[Organising]]) -> MatterBook:
    """The matters that these events speak of, by themselves or by a claim, each with all its claims."""
    claim_ids, ids = _named(events)
    held = matter_claims.c.superseded.is_(None)
    of_claims = select(matter_claims.c.matter_id).where(held, matter_claims.c.claim_id.in_(claim_ids))
    rows = connection.execute(
        select(
            matters.c.id, matters.c.position, matters.c.ordinal, matters.c.settled, matter_titles.c.title,
            matter_titles.c.naming, matter_claims.c.claim_id,
        )
        .join(matter_titles, (matter_titles.c.matter_id == matters.c.id) & matter_titles.c.superseded.is_(None))
        .outerjoin(matter_claims, (matter_claims.c.matter_id == matters.c.id) & held)
        .where(matters.c.superseded.is_(None), or_(matters.c.id.in_(of_claims), matters.c.id.in_(ids)))
        .order_by(matter_claims.c.position, matter_claims.c.claim_id)
    ).all()
    book = MatterBook()
    for row in rows:
        matter = Matter(row.position, row.ordinal, row.id, row.title or "", Naming(row.naming), row.settled)
        book.know(matter, [row.claim_id] if row.claim_id else [])
    return book


def _named(events: Iterable[At[Organising]]) -> tuple[set[str], set[str]]:
    """The claims and the matters that `events` name."""
    claim_ids: set[str] = set()
    ids: set[str] = set()
    for at in events:
        match at.event:
            case ContradictionsFound(findings=findings, placings=placings):
                claim_ids.update(c for f in findings for c in (f.a, f.b))
                claim_ids.update(c for p in placings for c in (p.claim, p.beside) if c)
            case MattersMerged(matter_id=matter, into=into):
                ids.update((matter, into))
            case MatterSplit(matter_id=matter) | MatterRenamed(matter_id=matter):
                ids.add(matter)
    return claim_ids, ids
