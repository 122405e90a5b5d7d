"""Refuses request bodies over the limit, whether they announce their length or not."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.api.problems import document, problem_response


class BodyLimit:
    """ASGI middleware answering 413 once a body is longer than `max_bytes`."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdigit() and int(announced) > self.max_bytes:
            refusal = problem_response(Request(scope), document(413, "body-too-large", self._advice()))
            await refusal(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.max_bytes:
                raise HTTPException(413, self._advice())
            return message

        await self.app(scope, counted, send)

    def _advice(self) -> str:
        return f"The body is over {self.max_bytes} bytes; send fewer articles a request, or shorter ones."
