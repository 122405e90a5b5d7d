"""The API's reference page, made of the OpenAPI description."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.api.access import Reader
from services.api.problems import CODE_BY_STATUS, STATUS_BY_CODE
from services.api.web.rendering import page

router = APIRouter()


@router.get("/docs")
def show_reference(request: Request, caller: Reader) -> Response:
    """Every resource by tag, and every problem code."""
    description: dict[str, Any] = request.app.openapi()
    by_tag: dict[str, list[dict[str, Any]]] = {tag["name"]: [] for tag in description["tags"]}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            by_tag[operation["tags"][0]].append({"path": path, "method": method.upper(), **operation})
    codes = {"invalid-input": 422, **STATUS_BY_CODE, **{code: status for status, code in CODE_BY_STATUS.items()}}
    return page("reference.html", here="docs", description=description, by_tag=by_tag, codes=sorted(codes.items()))
