"""The tasks: each hands an event to its use case and gives back the events that follow."""

from __future__ import annotations

from functools import partial

from services.bootstrap import now
from services.domain.events import NewEvent, RecordedEvent
from services.usecases.cross_reference import cross_reference
from services.usecases.extract_claims import extract_claims
from workers.app import app
from workers.job import JobTask
from workers.system import system


@app.task(base=JobTask, name="article.extract")  # type: ignore[untyped-decorator]
def extract(cause: RecordedEvent) -> list[NewEvent]:
    """Read an article's claims."""
    m, reading = system().models, partial(system().start_uow, atomic=False)
    return extract_claims(cause, start=reading, extractor=m.extractor, claims_of=m.claims_of, judge=m.judge, clock=now)


@app.task(base=JobTask, name="article.cross_reference")  # type: ignore[untyped-decorator]
def cross_reference_claims(cause: RecordedEvent) -> list[NewEvent]:
    """Compare an article's claims with those stored before."""
    candidates = system().settings.candidates_per_claim
    return cross_reference(
        cause, start=system().start_uow, judge=system().models.judge, clock=now, candidates=candidates
    )
