"""/v1/parties: the sides, and what each is involved in."""

from __future__ import annotations

from fastapi import APIRouter

from services.api.access import Reader
from services.api.documentation import PROBLEMS
from services.api.moments import AsOfDep
from services.api.paging import PageOf, PagingDep
from services.api.wiring import SystemDep
from services.reports.shapes import PartyRow

router = APIRouter(prefix="/v1/parties", tags=["parties"], responses=PROBLEMS)


@router.get("")
def list_parties(system: SystemDep, caller: Reader, paging: PagingDep, as_of: AsOfDep) -> PageOf[PartyRow]:
    """List parties with their speakers and counts of claims, contradictions and agreements."""
    return paging.page(system.queries.parties(as_of=as_of, limit=paging.limit, cursor=paging.cursor))
