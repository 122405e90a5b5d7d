"""Bytes from a web address."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request

from services.articles.limits import Limits
from services.domain.errors import InvalidInput, ServiceUnavailable

_HEADERS = {"User-Agent": "counterclaim", "Accept": "text/html, application/xml, application/json, */*;q=0.5"}


def fetch(url: str, limits: Limits) -> tuple[bytes, str | None]:
    """The body, at most one byte over the limit, and the declared media type.

    Follows redirects to http and https only. Raises `InvalidInput` for another scheme or an answer that says no,
    `ServiceUnavailable` where the server can't be reached in time.
    """
    if not url.lower().startswith(("http://", "https://")):
        raise InvalidInput(f"{url} can't be fetched: only http and https addresses are.", field="url")
    try:
        request = urllib.request.Request(url, headers=_HEADERS)  # noqa: S310
        with _opener().open(request, timeout=limits.fetch_seconds) as answer:
            return answer.read(limits.bytes + 1), answer.headers.get("Content-Type")
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
