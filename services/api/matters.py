"""/v1/matters: the questions at issue, and what an analyst makes of how claims are grouped into them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from services.api import organising
from services.api.access import Judge, Reader
from services.api.correlation import correlation_id
from services.api.documentation import FOUND, PROBLEMS
from services.api.keys import Caller
from services.api.moments import AsOfDep
from services.api.paging import PageOf, PagingDep
from services.api.wiring import SystemDep
from services.reports.shapes import MatterRow
from services.usecases.organise_matters import LONGEST, Analyst

router = APIRouter(prefix="/v1/matters", tags=["matters"], responses=PROBLEMS)
Title = Annotated[str, Field(min_length=1, max_length=LONGEST, examples=["NATO's strikes in Libya"])]


class Decision(BaseModel):
    """Who decides, and why."""

    note: str | None = Field(default=None, max_length=4000, description="Why.")
    analyst: str | None = Field(
        default=None, max_length=200, description="Who decides; the API key's name stands here where there is one."
    )


class Renaming(Decision):
    """A title that a person understands."""

    title: Title


class Merging(Decision):
    """The matter that this one goes into."""

    into: str = Field(max_length=100, description="Its id, or the beginning of it.")


class Splitting(Decision):
    """The claims that are another matter's, and its title."""

    claims: list[str] = Field(min_length=1, max_length=1000, description="Ids of claims of this matter.")
    title: Title


@router.get("")
def list_matters(system: SystemDep, caller: Reader, paging: PagingDep, as_of: AsOfDep) -> PageOf[MatterRow]:
    """List matters of two claims or more, with the parties that meet on each."""
    return paging.page(system.queries.matters(as_of=as_of, limit=paging.limit, cursor=paging.cursor))


@router.get("/{matter_id}", responses=FOUND)
def get_matter(system: SystemDep, caller: Reader, matter_id: str) -> MatterRow:
    """Read one matter; its claims are at /v1/claims?matter=ID, its contradictions at /v1/contradictions?matter=ID."""
    return system.queries.matter(matter_id)


@router.patch("/{matter_id}", responses=FOUND)
def rename_matter(request: Request, system: SystemDep, caller: Judge, matter_id: str, body: Renaming) -> MatterRow:
    """Give a matter another title; it is kept through every replay."""
    return organising.rename(system, matter_id, body.title, _by(request, caller, body))


@router.post("/{matter_id}/merge", responses=FOUND)
def merge_matter(request: Request, system: SystemDep, caller: Judge, matter_id: str, body: Merging) -> MatterRow:
    """Put all claims of a matter into another, which is answered."""
    return organising.merge(system, matter_id, body.into, _by(request, caller, body))


@router.post("/{matter_id}/split", responses=FOUND, status_code=201)
def split_matter(request: Request, system: SystemDep, caller: Judge, matter_id: str, body: Splitting) -> MatterRow:
    """Put some claims of a matter into a new one, which is answered."""
    return organising.split(system, matter_id, body.claims, body.title, _by(request, caller, body))


def _by(request: Request, caller: Caller, decision: Decision) -> Analyst:
    return Analyst(caller.name or decision.analyst, decision.note, correlation_id(request))
