"""Relay and worker without processes: a test turns them itself, in the order it likes."""

from __future__ import annotations

from collections.abc import Callable

from db import dispatch
from db.dispatch import Ring
from db.projections.projector import Projector
from db.watermark import Leader
from services.bootstrap import System, now
from services.domain.events import NewEvent, RecordedEvent
from services.usecases.cross_reference import cross_reference
from services.usecases.extract_claims import extract_claims
from services.usecases.ports import Lease


class Turning:
    """Turns the handles of one system."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._leader, self._projector = Leader(system.engine), Projector(system.engine)

    def relay(self) -> list[Ring]:
        """All that the relay does, once; the rings it would send."""
        self._leader.catch_up()
        self._projector.catch_up()
        with self.system.engine.begin() as connection:
            dispatch.dispatch(connection)
            dispatch.sweep(connection, cap=self.system.terms.attempts, retry_s=0.0)
            return dispatch.due(connection, resend_s=0.0)

    def take(self, job_id: str) -> Lease | None:
        """Lease a job as a worker does."""
        with self.system.start_uow() as work:
            lease = work.jobs.take(job_id)
            work.commit()
        return lease

    def answer(self, lease: Lease) -> list[NewEvent]:
        """The events that the job leads to."""
        with self.system.start_uow() as work:
            cause = work.log.event(lease.event_id)
        return self._handlers()[lease.consumer](cause)

    def finish(self, lease: Lease, events: list[NewEvent]) -> None:
        """Append and mark done in one transaction."""
        with self.system.start_uow() as work:
            work.jobs.finish(lease)
            work.log.append(events)
            work.commit()

    def work(self, job_id: str) -> bool:
        """Do a job; False where it was taken or done."""
        lease = self.take(job_id)
        if lease is not None:
            self.finish(lease, self.answer(lease))
        return lease is not None

    def run(self, order: Callable[[list[Ring]], list[Ring]] = list) -> None:
        """Turn until nothing is left to do, doing the jobs of each round in `order`."""
        while rings := self.relay():
            for ring in order(rings):
                self.work(ring.job_id)

    def _handlers(self) -> dict[str, Callable[[RecordedEvent], list[NewEvent]]]:
        m, start = self.system.models, self.system.start_uow
        return {
            "extract": lambda cause: extract_claims(
                cause, extractor=m.extractor, claims_of=m.claims_of, judge=m.judge, clock=now
            ),
            "cross_reference": lambda cause: cross_reference(
                cause, start=start, judge=m.judge, clock=now, candidates=12
            ),
        }
