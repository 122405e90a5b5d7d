"""Organises matters and waits until the read side tells of it, so that whoever did it sees it."""

from __future__ import annotations

import time

from services.api.ports import System
from services.reports.shapes import MatterRow
from services.usecases.organise_matters import Analyst

PATIENCE_SECONDS = 2.0


def merge(system: System, matter_id: str, into: str, by: Analyst) -> MatterRow:
    """The matter that all claims are in now. Raises `NotFound`, `Ambiguous` or `InvalidInput`."""
    _wait(system, system.merge_matters(matter_id, into, by))
    return system.queries.matter(into)


def split(system: System, matter_id: str, claims: list[str], title: str, by: Analyst) -> MatterRow:
    """The new matter. Raises `NotFound`, `Ambiguous` or `InvalidInput`."""
    position, new = system.split_matter(matter_id, claims, title, by)
    _wait(system, position)
    return system.queries.matter(new)


def rename(system: System, matter_id: str, title: str, by: Analyst) -> MatterRow:
    """The matter under its new title. Raises `NotFound`, `Ambiguous` or `InvalidInput`."""
    _wait(system, system.rename_matter(matter_id, title, by))
    return system.queries.matter(matter_id)


def _wait(system: System, position: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while system.queries.throughput().projected_position < position and time.monotonic() < deadline:
        time.sleep(0.05)
