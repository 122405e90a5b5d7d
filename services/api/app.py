"""Makes the application: resources, pages, and what every request passes through."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI

from services.api import (
    articles,
    claims,
    contradictions,
    events,
    health,
    matters,
    metrics,
    parties,
    problems,
    reports,
    speakers,
    workers,
)
from services.api.body_limit import BodyLimit
from services.api.correlation import Correlation
from services.api.documentation import DESCRIPTION, TAGS
from services.api.keys import read_access
from services.api.ports import AnswerStore, System
from services.api.security_headers import SecurityHeaders
from services.api.settings import ApiSettings
from services.api.tail import Tail
from services.api.web import pages

RESOURCES = (articles, claims, parties, speakers, matters, contradictions, reports, events, workers, health, metrics)


def create_app(
    system: System, answers: AnswerStore, settings: ApiSettings | None = None,
    wait: Callable[[float], object] = time.sleep,
) -> FastAPI:
    """The ASGI application over `system`. Raises `ValueError` for API keys that can't be read.

    `wait` blocks until the log has grown or the seconds given are over: live streams are woken by it.
    """
    settings = settings or ApiSettings()
    tail = Tail(system.queries, poll_seconds=settings.tail_seconds, wait=wait)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        tail.close()

    app = FastAPI(
        title="Counterclaim", summary="Who contradicts whom, and with which words", description=DESCRIPTION,
        version=_version(), openapi_tags=TAGS, openapi_url="/v1/openapi.json", docs_url=None, redoc_url=None,
        lifespan=lifespan, license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    app.state.system, app.state.answers, app.state.settings = system, answers, settings
    app.state.access, app.state.tail = read_access(settings), tail
    problems.install(app)
    for resource in RESOURCES:
        app.include_router(resource.router)
    pages.install(app)
    app.add_middleware(BodyLimit, max_bytes=settings.max_bytes)
    app.add_middleware(Correlation)
    app.add_middleware(SecurityHeaders)
    return app


def _version() -> str:
    try:
        return version("counterclaim")
    except PackageNotFoundError:
        return "0"
