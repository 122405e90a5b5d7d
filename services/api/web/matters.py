"""The matters pages: the questions at issue, and the forms that merge, split and rename one."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from services.api import organising
from services.api.access import Judge, Reader
from services.api.correlation import correlation_id
from services.api.web.finding import form_fields
from services.api.web.rendering import page
from services.api.wiring import SystemDep
from services.usecases.organise_matters import Analyst

router = APIRouter()
SHOWN = 200


@router.get("/matters")
def show_matters(
    system: SystemDep, caller: Reader, cursor: Annotated[str | None, Query(max_length=500)] = None
) -> Response:
    """Every matter with the parties that meet on it."""
    return page("matters.html", here="matters", matters=system.queries.matters(limit=50, cursor=cursor))


@router.get("/matters/{matter_id}")
def show_matter(system: SystemDep, caller: Reader, matter_id: str) -> Response:
    """One matter with its claims, and the forms."""
    matter = system.queries.matter(matter_id)
    claims = system.queries.claims(matter=matter.id, limit=SHOWN).items
    return page("matter.html", here="matters", matter=matter, claims=claims)


@router.post("/matters/{matter_id}/rename")
async def rename(request: Request, system: SystemDep, caller: Judge, matter_id: str) -> Response:
    """Rename, and go back."""
    form, by = await form_fields(request), Analyst(caller.name, None, correlation_id(request))
    row = await run_in_threadpool(organising.rename, system, matter_id, form.get("title", ""), by)
    return RedirectResponse(f"/matters/{row.id}", 303)


@router.post("/matters/{matter_id}/merge")
async def merge(request: Request, system: SystemDep, caller: Judge, matter_id: str) -> Response:
    """Merge, and go to the matter that stays."""
    form, by = await form_fields(request), Analyst(caller.name, None, correlation_id(request))
    row = await run_in_threadpool(organising.merge, system, matter_id, form.get("into", ""), by)
    return RedirectResponse(f"/matters/{row.id}", 303)


@router.post("/matters/{matter_id}/split")
async def split(request: Request, system: SystemDep, caller: Judge, matter_id: str) -> Response:
    """Split off the chosen claims, and go to the new matter."""
    form = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=SHOWN + 1)
    by, title = Analyst(caller.name, None, correlation_id(request)), form.get("title", [""])[0]
    row = await run_in_threadpool(organising.split, system, matter_id, form.get("claim", []), title, by)
    return RedirectResponse(f"/matters/{row.id}", 303)
