"""/v1/speakers: who speaks, for which parties, and the words that say so."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from services.api.access import Reader
from services.api.documentation import FOUND, PROBLEMS
from services.api.paging import PageOf, PagingDep
from services.api.wiring import SystemDep
from services.reports.shapes import SpeakerRow

router = APIRouter(prefix="/v1/speakers", tags=["parties"], responses=PROBLEMS)


@router.get("", responses=FOUND)
def list_speakers(
    system: SystemDep, caller: Reader, paging: PagingDep,
    party: Annotated[str | None, Query(max_length=300, description="Only who speaks for this party.")] = None,
) -> PageOf[SpeakerRow]:
    """List speakers with the parties they spoke for, each with the words the link was read from."""
    named = system.queries.party_names(party) if party else None
    return paging.page(system.queries.speakers(party=named, limit=paging.limit, cursor=paging.cursor))
