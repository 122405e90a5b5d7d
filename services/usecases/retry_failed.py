"""Retry failed work: out of the failed list and back into the queue."""

from __future__ import annotations

from collections.abc import Sequence

from services.usecases.ports import StartUnitOfWork


def retry_failed(job_ids: Sequence[str] | None, *, start: StartUnitOfWork) -> int:
    """Queue failed jobs again (None: all of them), attempts counted anew; how many. Ids in full."""
    with start() as work:
        count = work.jobs.retry(job_ids)
        work.commit()
    return count
