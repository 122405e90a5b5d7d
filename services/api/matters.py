"""/v1/matters: the questions at issue."""

from __future__ import annotations

from fastapi import APIRouter

from services.api.access import Reader
from services.api.documentation import FOUND, PROBLEMS
from services.api.moments import AsOfDep
from services.api.paging import PageOf, PagingDep
from services.api.wiring import SystemDep
from services.reports.shapes import MatterRow

router = APIRouter(prefix="/v1/matters", tags=["matters"], responses=PROBLEMS)


@router.get("")
def list_matters(system: SystemDep, caller: Reader, paging: PagingDep, as_of: AsOfDep) -> PageOf[MatterRow]:
    """List matters with the parties that meet on each."""
    return paging.page(system.queries.matters(as_of=as_of, limit=paging.limit, cursor=paging.cursor))


@router.get("/{matter_id}", responses=FOUND)
def get_matter(system: SystemDep, caller: Reader, matter_id: str) -> MatterRow:
    """Read one matter; its contradictions are at /v1/contradictions?matter=ID."""
    return system.queries.matter(matter_id)
