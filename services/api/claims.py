"""/v1/claims: who said what, for whom, and where it stands."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from services.api.access import Reader
from services.api.documentation import FOUND, PROBLEMS
from services.api.moments import AsOfDep
from services.api.paging import PageOf, PagingDep
from services.api.wiring import SystemDep
from services.reports.shapes import ClaimRow

router = APIRouter(prefix="/v1/claims", tags=["claims"], responses=PROBLEMS)
Filter = Annotated[str | None, Query(max_length=300)]


@router.get("", responses=FOUND)
def list_claims(
    system: SystemDep, caller: Reader, paging: PagingDep, as_of: AsOfDep,
    article: Filter = None, party: Filter = None, speaker: Filter = None, matter: Filter = None,
) -> PageOf[ClaimRow]:
    """List claims, by article, party, speaker or matter."""
    named = system.queries.party_names(party, as_of=as_of) if party else None
    return paging.page(system.queries.claims(
        article=article, party=named, speaker=speaker, matter=matter, as_of=as_of, limit=paging.limit,
        cursor=paging.cursor,
    ))


@router.get("/{claim_id}", responses=FOUND)
def get_claim(system: SystemDep, caller: Reader, claim_id: str) -> ClaimRow:
    """Read one claim: source, cue and content with their offsets, and its three clocks."""
    return system.queries.claim(claim_id)
