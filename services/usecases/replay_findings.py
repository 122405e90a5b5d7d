"""Judges the stored claims again and tells how the findings would change; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.domain.contradiction import Comparison, Finding
from services.domain.events import ClaimsExtracted, ContradictionsFound, RecordedEvent
from services.usecases.cross_reference import cross_reference
from services.usecases.ports import Clock, Judge, Queries, StartUnitOfWork
from services.usecases.replay_articles import articles

MOST_EVENTS = 1000


@dataclass(frozen=True, slots=True)
class Rejudged:
    """One article's difference: findings as "relation (kind): summary"; those that are `changed` have another relation
    or kind, given as it was and as it would be; `kept` counts the rest."""

    article_id: str
    title: str | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]
    kept: int


def judged_anew(
    queries: Queries, judge: Judge, *, start: StartUnitOfWork, clock: Clock, candidates: int, limit: int
) -> Iterator[Rejudged]:
    """One `Rejudged` for each article whose claims were compared, at most `limit`; withdrawn ones have nothing to be
    read. Each claim meets the candidates that it would meet now among those that came before it."""
    for row in articles(queries, limit):
        if row.withdrawn_at is not None:
            continue
        extracted, found = _latest(queries.events(stream=row.id, limit=MOST_EVENTS))
        if extracted is None or found is None:
            continue
        events = cross_reference(extracted, start=start, judge=judge, clock=clock, candidates=candidates)
        anew = [e.event for e in events if isinstance(e.event, ContradictionsFound)]
        yield _difference(row.id, row.title, found.findings, tuple(f for event in anew for f in event.findings))


def _latest(events: list[RecordedEvent]) -> tuple[RecordedEvent | None, ContradictionsFound | None]:
    """The article's last extraction and what was found on it."""
    extracted = next((e for e in reversed(events) if isinstance(e.event, ClaimsExtracted)), None)
    for event in reversed(events):
        if extracted and isinstance(event.event, ContradictionsFound) and event.causation_id == extracted.id:
            return extracted, event.event
    return extracted, None


def _difference(
    article_id: str, title: str | None, stored: tuple[Finding, ...], anew: tuple[Finding, ...]
) -> Rejudged:
    old, new = ({f.id: f.comparison for f in found} for found in (stored, anew))
    both = [(old[i], new[i]) for i in old if i in new]
    changed = tuple((_line(x), _line(y)) for x, y in both if (x.relation, x.kind) != (y.relation, y.kind))
    return Rejudged(
        article_id,
        title,
        tuple(_line(c) for i, c in new.items() if i not in old),
        tuple(_line(c) for i, c in old.items() if i not in new),
        changed,
        len(both) - len(changed),
    )


def _line(comparison: Comparison) -> str:
    kind = f" ({comparison.kind.value})" if comparison.kind else ""
    return f"{comparison.relation.value}{kind}: {comparison.summary}"
