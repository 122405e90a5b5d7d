"""/v1/workers: throughput, queues and failed work."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from services.api.access import Operator, Reader
from services.api.documentation import FOUND, PROBLEMS
from services.api.paging import PageOf, PagingDep
from services.api.wiring import SystemDep
from services.domain.errors import ConcurrencyConflict
from services.reports.shapes import JobRow, QueueDepth, Throughput

router = APIRouter(prefix="/v1/workers", tags=["workers"], responses=PROBLEMS)


class Requeued(BaseModel):
    """How many failed jobs are in the queue again."""

    requeued: int


@router.get("/throughput")
def get_throughput(system: SystemDep, caller: Reader) -> Throughput:
    """Read what the workers do now, and how far log and read side are."""
    return system.queries.throughput()


@router.get("/queues")
def list_queues(system: SystemDep, caller: Reader) -> list[QueueDepth]:
    """List the queues with their depth by state and the age of the oldest pending job, in seconds."""
    return list(system.queries.throughput().queues)


@router.get("/failed")
def list_failed(system: SystemDep, caller: Reader, paging: PagingDep) -> PageOf[JobRow]:
    """List jobs that failed as often as they may, each with its error and article."""
    return paging.page(system.queries.failed(limit=paging.limit, cursor=paging.cursor))


@router.post("/failed/retry", status_code=202)
def retry_all_failed(system: SystemDep, caller: Operator) -> Requeued:
    """Put every failed job back in the queue."""
    return Requeued(requeued=system.retry_failed(None))


@router.get("/failed/{job_id}", responses=FOUND)
def get_failed(system: SystemDep, caller: Reader, job_id: str) -> JobRow:
    """Read one job with its whole error."""
    return system.queries.job(job_id)


@router.post("/failed/{job_id}/retry", status_code=202, responses=FOUND)
def retry_failed(system: SystemDep, caller: Operator, job_id: str) -> JobRow:
    """Put one failed job back in the queue, with all its attempts."""
    job = system.queries.job(job_id)
    if not system.retry_failed([job.id]):
        advice = f"Job {job.id} is {job.state}, not failed; there is nothing to retry."
        if job.state == "failed":
            advice = f"The read side can't take in the event of job {job.id}; run `counterclaim db rebuild`."
        raise ConcurrencyConflict(advice)
    return system.queries.job(job.id)
