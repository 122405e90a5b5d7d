"""The matters page: the questions at issue."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from services.api.access import Reader
from services.api.web.rendering import page
from services.api.wiring import SystemDep

router = APIRouter()


@router.get("/matters")
def show_matters(
    system: SystemDep, caller: Reader, cursor: Annotated[str | None, Query(max_length=500)] = None
) -> Response:
    """Every matter with the parties that meet on it."""
    return page("matters.html", here="matters", matters=system.queries.matters(limit=50, cursor=cursor))
