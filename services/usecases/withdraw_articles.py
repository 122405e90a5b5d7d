"""Withdraw articles for legal reasons: their keys are destroyed, so that nobody can read their words again."""

from __future__ import annotations

from collections.abc import Sequence

from services.domain.errors import ConcurrencyConflict, InvalidInput
from services.domain.events import ArticleWithdrawn, NewEvent
from services.domain.identity import event_id
from services.domain.storable import require_storable
from services.usecases.ports import Clock, Queries, StartUnitOfWork, UnitOfWork

_TRIES = 5
LONGEST = 500


def withdraw_articles(
    articles: Sequence[str], reason: str, by: str | None, *, start: StartUnitOfWork, queries: Queries, clock: Clock,
    correlation_id: str | None = None,
) -> list[str]:
    """Withdraw `articles` (ids or their beginnings) in one decision; the ids of those that were not withdrawn before.

    It can't be undone. Raises `NotFound`, `Ambiguous`, and `InvalidInput` without a reason that can be stored.
    """
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= LONGEST:
        raise InvalidInput(f"say why, in at most {LONGEST} characters; the reason is kept and shown", field="reason")
    require_storable(reason, "reason")
    require_storable(by, "by")
    rows = {row.id: row for row in (queries.article(given) for given in articles)}
    ids = [id_ for id_, row in rows.items() if row.withdrawn_at is None]
    for attempt in range(_TRIES if ids else 0):
        try:
            with start() as work:
                work.log.append(_events(ids, reason, by, work, clock, correlation_id))
                work.erasure.erase(ids)
                work.commit()
            break
        except ConcurrencyConflict:
            if attempt == _TRIES - 1:
                raise
    return ids


def _events(
    ids: Sequence[str], reason: str, by: str | None, work: UnitOfWork, clock: Clock, correlation_id: str | None
) -> list[NewEvent]:
    again = work.erasure.compare_again(ids)
    made = []
    for n, id_ in enumerate(ids):
        number = event_id(int(clock().timestamp() * 1000))
        event = ArticleWithdrawn(id_, reason, by, again if n == len(ids) - 1 else ())
        made.append(NewEvent(number, id_, event, correlation_id or number, None, f"operator:{by or 'unnamed'}"))
    return made
