"""A system in the benchmark's own process, without relay, broker and workers; its database is gone afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from benchmarks.retrieval_store import server
from db.master_keys import generate
from db.migrate import ensure_database, upgrade
from db.projections.projector import Projector
from db.watermark import Leader
from services.bootstrap import System, now, system
from services.domain.events import NewEvent, RecordedEvent
from services.settings import Settings
from services.usecases.cross_reference import cross_reference
from services.usecases.extract_claims import extract_claims


@contextmanager
def in_process(name: str) -> Iterator[System]:
    """The system on a migrated database `name`, without a broker."""
    os.environ.setdefault("COUNTERCLAIM_MASTER_KEY", generate())
    with tempfile.TemporaryDirectory(prefix=f"counterclaim-{name}-") as folder:
        running = server(Path(folder) / "pg")
        try:
            url = running.database_url(name)
            ensure_database(url)
            upgrade(url)
            made = system(Settings(database_url=url, redis_url=None))
            yield made
            made.close()
        finally:
            running.stop()


def appended(made: System, events: list[NewEvent]) -> list[RecordedEvent]:
    """The events as the log holds them, and as the projections tell them."""
    with made.start_uow() as work:
        recorded = list(work.log.append(events))
        work.commit()
    caught_up(made)
    return recorded


def processed(made: System, submitted: RecordedEvent) -> list[RecordedEvent]:
    """Do what the workers do with a submitted article: the events that follow, `ClaimsExtracted` and then
    `ContradictionsFound`."""
    models = made.models
    events = appended(made, extract_claims(
        submitted, start=partial(made.start_uow, atomic=False), extractor=models.extractor, claims_of=models.claims_of,
        judge=models.judge, clock=now,
    ))
    if len(events) == 1:
        events += appended(made, cross_reference(
            events[0], start=made.start_uow, judge=models.judge, clock=now,
            candidates=made.settings.candidates_per_claim,
        ))
    return events


def caught_up(made: System) -> None:
    """Do what the relay does with what is new."""
    Leader(made.engine).catch_up()
    Projector(made.engine).catch_up()
