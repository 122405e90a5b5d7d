"""Record a verdict: an analyst's judgement on a finding, an event like any other."""

from __future__ import annotations

from services.domain.contradiction import Judgement
from services.domain.errors import ConcurrencyConflict
from services.domain.events import NewEvent, VerdictRecorded
from services.domain.identity import event_id
from services.domain.storable import require_storable
from services.reports.shapes import FindingRow
from services.usecases.ports import Clock, Queries, StartUnitOfWork

_TRIES = 5


def record_verdict(
    finding: str, judgement: Judgement, *, note: str | None, analyst: str | None, start: StartUnitOfWork,
    queries: Queries, clock: Clock, correlation_id: str | None = None,
) -> int:
    """Append the verdict on `finding` (an id or its beginning); the position it got.

    Raises `NotFound`, `Ambiguous`, or `InvalidInput` for words that can't be stored. Two analysts at once both get
    their say, one after the other.
    """
    require_storable(note, "note")
    require_storable(analyst, "analyst")
    known = queries.finding(finding)
    number = event_id(int(clock().timestamp() * 1000))
    event = NewEvent(
        number, known.id, VerdictRecorded(known.id, judgement, note, analyst, _told(known)), correlation_id or number,
        None, f"analyst:{analyst or 'unnamed'}",
    )
    for attempt in range(_TRIES):
        try:
            with start() as work:
                (stored,) = work.log.append([event])
                work.commit()
            return stored.position
        except ConcurrencyConflict:
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _told(finding: FindingRow) -> tuple[str, ...]:
    return tuple(sorted({finding.a.article_id, finding.b.article_id}))
