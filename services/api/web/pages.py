"""Puts the pages and their static files into the application."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from services.api.web import article, finding, matters, reference, report, workers
from services.api.web.rendering import HERE


def install(app: FastAPI) -> None:
    """Every page, and /static."""
    for room in (report, article, finding, matters, workers, reference):
        app.include_router(room.router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
