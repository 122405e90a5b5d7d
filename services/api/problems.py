"""Every error as a problem document (RFC 9457), or as a page where a browser asks."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from services.api.web.rendering import error_page
from services.domain.errors import CounterclaimError

MEDIA_TYPE = "application/problem+json"
STATUS_BY_CODE = {
    "not-found": 404, "withdrawn": 410, "ambiguous": 409, "conflict": 409, "unavailable": 503, "not-shown-yet": 503,
    "article-too-long": 413, "binary-input": 415, "unauthorised": 401, "forbidden": 403, "body-too-large": 413,
    "unsupported-media-type": 415,
}
INVALID = 422
CODE_BY_STATUS = {
    404: "not-found", 405: "method-not-allowed", 413: "body-too-large", 415: "unsupported-media-type", 500: "internal",
}
ADVICE = {404: "No such page or resource; the resources are listed at /docs.", 405: "Use one of the methods in Allow."}


class FieldError(BaseModel):
    """One invalid value: where it stands in the request and what is allowed."""

    field: str
    detail: str


class Problem(BaseModel):
    """A problem document after RFC 9457. `type` ends in the same stable `code`; `detail` says what to do next."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["/docs#problem-not-found"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["No claim with id 3f2a9c; list them with GET /v1/claims."])
    code: str = Field(examples=["not-found"])
    instance: str | None = Field(default=None, examples=["/v1/claims/3f2a9c"])
    request_id: str | None = None
    errors: list[FieldError] | None = None


class ApiError(CounterclaimError):
    """An error of HTTP itself: its code decides the status."""

    def __init__(
        self, code: str, message: str, *, field: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message, field=field)
        self.code = code
        self.headers = dict(headers or {})


def status_of(error: CounterclaimError) -> int:
    """The HTTP status for an error's code; 422 for every kind of invalid input not listed."""
    return STATUS_BY_CODE.get(error.code, INVALID)


def problem_of(error: CounterclaimError) -> dict[str, Any]:
    """The problem document's members for one of our errors, without the request's own."""
    status = status_of(error)
    answer = document(status, error.code, error.message)
    if error.field:
        answer["errors"] = [{"field": error.field, "detail": error.message}]
    return answer


def problem_response(
    request: Request, members: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> Response:
    """The members as the answer to `request`: JSON under /v1 and for programs, a page for browsers elsewhere."""
    request_id = request.scope.get("request_id")
    whole = {**members, "instance": request.url.path, "request_id": request_id}
    if wants_page(request):
        return error_page(request, whole, headers)
    return JSONResponse(whole, status_code=members["status"], headers=dict(headers or {}), media_type=MEDIA_TYPE)


def wants_page(request: Request) -> bool:
    """Whether a browser asked for a page rather than a program for data."""
    path = request.url.path
    api = path.startswith("/v1/") or path in ("/v1", "/metrics")
    return not api and "text/html" in request.headers.get("accept", "")


def internal_error(request: Request) -> Response:
    """The answer to an error nobody foresaw; what happened is in the log under the request id, not in the answer."""
    advice = "Something failed on our side. Try again; if it stays, look for the request id in the API's log."
    return problem_response(request, document(500, "internal", advice))


def install(app: FastAPI) -> None:
    """Make `app` answer every error with a problem document."""

    @app.exception_handler(CounterclaimError)
    async def ours(request: Request, error: CounterclaimError) -> Response:
        headers = error.headers if isinstance(error, ApiError) else {}
        if error.code == "unavailable":
            headers = {"Retry-After": "5", **headers}
        return problem_response(request, problem_of(error), headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        errors = [{"field": _place(item["loc"]), "detail": item["msg"]} for item in error.errors()]
        detail = "; ".join(f"{item['field']}: {item['detail']}" for item in errors)
        return problem_response(request, {**document(INVALID, "invalid-input", detail), "errors": errors})

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        code = CODE_BY_STATUS.get(error.status_code, "error")
        detail = ADVICE.get(error.status_code, str(error.detail))
        return problem_response(request, document(error.status_code, code, detail), error.headers)


def document(status: int, code: str, detail: str) -> dict[str, Any]:
    """The members that every problem document has."""
    return {
        "type": f"/docs#problem-{code}", "title": HTTPStatus(status).phrase, "status": status, "detail": detail,
        "code": code,
    }


def _place(location: tuple[int | str, ...]) -> str:
    parts = location[1:] if location and location[0] in ("query", "path", "body", "header") else location
    return ".".join(str(part) for part in parts) or "body"
