"""The workers page: what is done now, what waits, what failed."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from services.api.access import Operator, Reader
from services.api.web.rendering import page
from services.api.wiring import SystemDep

router = APIRouter()


@router.get("/workers")
def show_workers(system: SystemDep, caller: Reader) -> Response:
    """Queues, workers and failed jobs as of now; a script keeps the figures up to date."""
    return page("workers.html", here="workers", now=system.queries.throughput(), failed=system.queries.failed(limit=50))


@router.post("/workers/failed/retry")
def retry_all(system: SystemDep, caller: Operator) -> Response:
    """Put every failed job back in the queue."""
    system.retry_failed(None)
    return RedirectResponse("/workers", 303)


@router.post("/workers/failed/{job_id}/retry")
def retry_one(system: SystemDep, caller: Operator, job_id: str) -> Response:
    """Put one failed job back in the queue; nothing happens where it is not failed any more."""
    system.retry_failed([system.queries.job(job_id).id])
    return RedirectResponse("/workers", 303)
