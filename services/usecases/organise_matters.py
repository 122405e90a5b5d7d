"""Organise matters: an analyst merges, splits or renames questions at issue; events like any other.

A title or note that repeats the words of claims is readable only as long as their articles are; an analyst's own words
stay, whatever is withdrawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.domain.errors import InvalidInput
from services.domain.events import MatterRenamed, MattersMerged, MatterSplit, NewEvent
from services.domain.identity import derived_id, event_id
from services.domain.quoting import repeats
from services.domain.storable import require_storable
from services.reports.shapes import ClaimRow
from services.usecases.ports import Clock, Queries, StartUnitOfWork

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Analyst:
    """Who organises, why, and the request that it came with."""

    name: str | None = None
    note: str | None = None
    correlation_id: str | None = None


def merge_matters(
    matter: str, into: str, by: Analyst, *, start: StartUnitOfWork, queries: Queries, clock: Clock
) -> int:
    """All claims of `matter` go into `into` (ids or their beginnings); the position of the event.

    Raises `NotFound`, `Ambiguous`, or `InvalidInput` where both are one, or for words that can't be stored.
    """
    gone, kept = queries.matter(matter), queries.matter(into)
    if gone.id == kept.id:
        raise InvalidInput("a matter can't go into itself; name another one to merge it into", field="into")
    _, articles = _quoted(by.note, [*_claims(queries, gone.id), *_claims(queries, kept.id)])
    return _append(gone.id, MattersMerged(gone.id, kept.id, by.note, by.name, articles), by, start, _number(clock))


def split_matter(
    matter: str, claims: Sequence[str], title: str, by: Analyst, *, start: StartUnitOfWork, queries: Queries,
    clock: Clock,
) -> tuple[int, str]:
    """These claims of `matter` go into a new one of that title; the position of the event and the new matter's id.

    Raises `NotFound`, `Ambiguous`, or `InvalidInput` for claims of other matters, for all of them or none, or a title
    that can't be.
    """
    known, number = queries.matter(matter), _number(clock)
    chosen = tuple(dict.fromkeys(queries.claim(claim).id for claim in claims))
    rows = _claims(queries, known.id)
    inside = {row.id for row in rows}
    if strangers := [claim for claim in chosen if claim not in inside]:
        raise InvalidInput(f"claim {strangers[0]} is not in this matter; leave it out", field="claims")
    if not 0 < len(chosen) < len(inside):
        raise InvalidInput("name some of the matter's claims, not all of them and not none", field="claims")
    new = derived_id("matter", (number,))
    title = _title(title)
    event = MatterSplit(known.id, new, chosen, title, by.note, by.name, *_quoted(f"{title}\n{by.note or ''}", rows))
    return _append(known.id, event, by, start, number), new


def rename_matter(
    matter: str, title: str, by: Analyst, *, start: StartUnitOfWork, queries: Queries, clock: Clock
) -> int:
    """The matter is called `title` from now on; the position of the event. Raises `NotFound`, `Ambiguous`, or
    `InvalidInput` for a title that can't be."""
    known, title = queries.matter(matter), _title(title)
    quoted, articles = _quoted(f"{title}\n{by.note or ''}", _claims(queries, known.id))
    event = MatterRenamed(known.id, title, by.note, by.name, quoted, articles)
    return _append(known.id, event, by, start, _number(clock))


def _append(
    stream: str, event: MattersMerged | MatterSplit | MatterRenamed, by: Analyst, start: StartUnitOfWork, number: str
) -> int:
    require_storable(by.note, "note")
    require_storable(by.name, "analyst")
    new = NewEvent(number, stream, event, by.correlation_id or number, None, f"analyst:{by.name or 'unnamed'}")
    with start() as work:
        (stored,) = work.log.append([new])
        work.commit()
    return stored.position


def _number(clock: Clock) -> str:
    return event_id(int(clock().timestamp() * 1000))


def _title(given: str) -> str:
    title = " ".join(given.split())
    if not 0 < len(title) <= LONGEST:
        raise InvalidInput(f"a title has 1 to {LONGEST} characters, not {len(title)}; shorten it", field="title")
    require_storable(title, "title")
    return title


def _quoted(said: str | None, claims: Sequence[ClaimRow]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claims whose words `said` repeats, and their articles."""
    told = [claim for claim in claims if repeats(said or "", claim.text) or repeats(said or "", claim.sentence)]
    return tuple(claim.id for claim in told), tuple(dict.fromkeys(claim.article_id for claim in told))


def _claims(queries: Queries, matter: str) -> list[ClaimRow]:
    found: list[ClaimRow] = []
    cursor: str | None = None
    while True:
        page = queries.claims(matter=matter, limit=200, cursor=cursor)
        found.extend(page.items)
        cursor = page.next_cursor
        if cursor is None:
            return found
