"""Gives every request an id, carries it into the answer and the log, and turns what nobody caught into a problem."""

from __future__ import annotations

import logging
import re
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.api.problems import internal_error

HEADER = "X-Request-ID"
ACCEPTED = re.compile(r"[A-Za-z0-9._:-]{1,128}")
log = logging.getLogger("counterclaim.api")


class Correlation:
    """ASGI middleware. Takes the caller's `X-Request-ID` where it is plain and short, else makes one (a UUID)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if ACCEPTED.fullmatch(given) else str(uuid.uuid4())
        scope["request_id"] = request_id
        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        try:
            await self.app(scope, receive, answer)
        except Exception:
            log.exception("request %s %s %s failed", request_id, scope["method"], scope["path"])
            if started:
                raise
            await internal_error(Request(scope, receive))(scope, receive, answer)


def correlation_id(request: Request) -> str:
    """The id by which everything that follows from this request can be found."""
    return str(request.scope["request_id"])
