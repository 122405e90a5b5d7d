"""Organises matters and waits until the read side tells of it, so that whoever did it sees it.

Where the read side is late or away, each raises `NotShownYet`: the matter as it was would look as if nothing had been
recorded, and who sends a split again gets a second one.
"""

from __future__ import annotations

import contextlib
import time

from services.api.ports import System
from services.domain.errors import NotShownYet, ServiceUnavailable
from services.reports.shapes import MatterRow
from services.usecases.organise_matters import Analyst

PATIENCE_SECONDS = 2.0


def merge(system: System, matter_id: str, into: str, by: Analyst) -> MatterRow:
    """The matter that all claims are in now. Raises `NotFound`, `Ambiguous` or `InvalidInput`."""
    return _shown(system, into, system.merge_matters(matter_id, into, by))


def split(system: System, matter_id: str, claims: list[str], title: str, by: Analyst) -> MatterRow:
    """The new matter. Raises `NotFound`, `Ambiguous` or `InvalidInput`."""
    position, new = system.split_matter(matter_id, claims, title, by)
    return _shown(system, new, position)


def rename(system: System, matter_id: str, title: str, by: Analyst) -> MatterRow:
    """The matter under its new title. Raises `NotFound`, `Ambiguous` or `InvalidInput`."""
    return _shown(system, matter_id, system.rename_matter(matter_id, title, by))


def _shown(system: System, matter_id: str, position: int) -> MatterRow:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with contextlib.suppress(ServiceUnavailable):
            if system.queries.throughput().projected_position >= position:
                return system.queries.matter(matter_id)
        if time.monotonic() >= deadline:
            raise NotShownYet(
                f"It is recorded (event {position}) and shown once the relay has caught up; don't send it again."
            )
        time.sleep(0.05)
