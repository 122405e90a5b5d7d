"""Lets a request pass by its key's scopes, and never for another site's page."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from services.api.keys import JUDGE, OPERATE, READ, SUBMIT, Access, Caller
from services.api.problems import ApiError, wants_page

documented = HTTPBearer(
    auto_error=False, scheme_name="API key",
    description="`Authorization: Bearer KEY`, or Basic with any user name and the key as password. "
    "Keys carry the scopes read, submit, judge and operate. A server without keys serves its own machine only.",
)


def presented_key(request: Request) -> str | None:
    """The key of an Authorization header: the Bearer token, or the password of Basic; None without one."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.casefold() == "bearer":
        return value.strip()
    if kind.casefold() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except ValueError:
            return None
    return None


def refuse_foreign_pages(request: Request) -> None:
    """Raise `ApiError` where a browser says that another site's page sent a changing request."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign = site not in ("same-origin", "none") if site else bool(origin) and not _same(origin, request)
    if request.method not in ("GET", "HEAD", "OPTIONS") and foreign:
        raise ApiError("forbidden", "Another site's page may not change anything here; open this server's own page.")


def _same(origin: str | None, request: Request) -> bool:
    try:
        named = urlsplit(origin or "").netloc
    except ValueError:
        return False
    return named.casefold() == request.headers.get("host", "").casefold()


def needs(scope: str) -> Callable[..., Caller]:
    """A dependency that lets only callers with `scope` pass and gives back who calls."""

    def check(request: Request, _: Annotated[object, Depends(documented)] = None) -> Caller:
        refuse_foreign_pages(request)
        access: Access = request.app.state.access
        try:
            caller = access.caller(
                presented_key(request), request.client.host if request.client else None, request.url.hostname or ""
            )
        except ApiError as error:
            if error.code == "unauthorised" and wants_page(request):
                error.headers["WWW-Authenticate"] = 'Basic realm="counterclaim", charset="UTF-8"'
            raise
        if scope not in caller.scopes:
            raise ApiError("forbidden", f"The key {caller.name!r} lacks the scope {scope!r}; ask for one that has it.")
        return caller

    return check


Reader = Annotated[Caller, Depends(needs(READ))]
Submitter = Annotated[Caller, Depends(needs(SUBMIT))]
Judge = Annotated[Caller, Depends(needs(JUDGE))]
Operator = Annotated[Caller, Depends(needs(OPERATE))]
