"""Bytes from a web address."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request

from services.articles.limits import Limits
from services.domain.errors import InvalidInput, ServiceUnavailable

_PIECE = 1 << 16
_HEADERS = {"User-Agent": "counterclaim", "Accept": "text/html, application/xml, application/json, */*;q=0.5"}


def fetch(url: str, limits: Limits) -> tuple[bytes, str | None]:
    """The body, at most one byte over the limit, and the declared media type.

    Follows redirects to http and https only. Raises `InvalidInput` for another scheme or an answer that says no,
    `ServiceUnavailable` where the server can't be reached, breaks off, or isn't done within `limits.fetch_seconds`.
    """
    if not url.strip().lower().startswith(("http://", "https://")):
        raise InvalidInput(f"{url} can't be fetched: only http and https addresses are.", field="url")
    try:
        request = urllib.request.Request(_quoted(url), headers=_HEADERS)  # noqa: S310
        latest = time.monotonic() + limits.fetch_seconds
        with _opener().open(request, timeout=limits.fetch_seconds) as answer:
            return _body(answer, limits, latest), answer.headers.get("Content-Type")
    except urllib.error.HTTPError as error:
        error.close()
        raise InvalidInput(f"{url} answered {error.code} {error.reason}. Check the address.", field="url") from error
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, OSError) as error:
        reason = getattr(error, "reason", None) or error
        raise ServiceUnavailable(
            f"{url} can't be reached: {reason}. Try again later, or save the page and submit the file.", field="url"
        ) from error
    except ValueError as error:
        raise InvalidInput(f"{url} is not an address: {error}.", field="url") from error


def _body(answer: http.client.HTTPResponse, limits: Limits, latest: float) -> bytes:
    """What the server sends until it is done or over the limit. Raises `TimeoutError` after `latest`, and
    `IncompleteRead` where less comes than was announced, which `read` with a number passes over."""
    pieces: list[bytes] = []
    left = limits.bytes + 1
    while left and (piece := answer.read1(min(left, _PIECE))):
        pieces.append(piece)
        left -= len(piece)
        if time.monotonic() > latest:
            raise TimeoutError(f"it was not done after {limits.fetch_seconds:g} seconds")
    if left and answer.length:
        raise http.client.IncompleteRead(b"".join(pieces), answer.length)
    return b"".join(pieces)


def _quoted(url: str) -> str:
    """The address as HTTP sends it: the host in IDNA, in the rest an escape for each blank and special character.
    Raises `ValueError`."""
    parts = urllib.parse.urlsplit(url.strip())
    user, at, place = parts.netloc.rpartition("@")
    host, colon, port = place.partition(":") if place[:1] != "[" else (place, "", "")
    netloc = user + at + (host if host.isascii() else host.encode("idna").decode()) + colon + port
    path, query = (urllib.parse.quote(part, safe="%/:;=@!$&'()*+,~?[]|") for part in (parts.path, parts.query))
    return urllib.parse.urlunsplit((parts.scheme, netloc, path, query, ""))


def _opener() -> urllib.request.OpenerDirector:
    """urllib's own opener would also follow file and ftp."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(), urllib.request.HTTPHandler(), urllib.request.HTTPSHandler(),
        urllib.request.HTTPErrorProcessor(), urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPDefaultErrorHandler(), urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener
