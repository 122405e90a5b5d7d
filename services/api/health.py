"""/v1/health: whether the server lives, whether it can serve, and how it is protected."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from services.api.documentation import PROBLEMS
from services.api.keys import Access
from services.api.wiring import SystemDep
from services.domain.errors import CounterclaimError

router = APIRouter(prefix="/v1/health", tags=["operation"])


class Health(BaseModel):
    """`ready` says whether requests can be served; `detail` why not."""

    live: bool = True
    ready: bool
    detail: str | None = None
    access: str = Field(description="How the server is protected.")
    log_position: int | None = None
    projection_lag: int | None = Field(default=None, description="Events that the read side does not tell of yet.")
    workers: int | None = Field(default=None, description="Worker processes that reported in lately.")


class Live(BaseModel):
    """The process answers."""

    status: Literal["live"] = "live"


@router.get("", responses={503: PROBLEMS[503] | {"model": Health}})
def get_health(request: Request, response: Response, system: SystemDep) -> Health:
    """Ask whether the server is live and ready. Needs no key. 503 while not ready."""
    access: Access = request.app.state.access
    try:
        now = system.queries.throughput()
    except CounterclaimError as error:
        response.status_code = 503
        return Health(ready=False, detail=error.message, access=access.mode)
    return Health(
        ready=True, access=access.mode, log_position=now.log_position,
        projection_lag=now.log_position - now.projected_position, workers=len(now.workers),
    )


@router.get("/live")
def get_live() -> Live:
    """Ask whether the process answers; touches no database."""
    return Live()


@router.get("/ready", responses={503: {"model": Health}})
def get_ready(request: Request, response: Response, system: SystemDep) -> Health:
    """Ask whether requests can be served: 200 or 503."""
    return get_health(request, response, system)
