"""Renders templates: everything escaped, with the filters that pages share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from services.api.web.highlight import highlighted, spoken
from services.reports import wording

HERE = Path(__file__).parent
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def visible(text: object) -> str:
    """The text without characters that a browser can't show, or that turn what follows around; one mark for each."""
    return INVISIBLE.sub("\ufffd", str(text if text is not None else ""))


def web_address(url: str | None) -> str | None:
    """The address, if it is one of the web; None for scripts and the like."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def moment(value: datetime | None) -> str:
    """A time for a person: "2011-07-05 12:00 UTC"; only the day where no time was given."""
    if value is None:
        return "date unknown"
    value = value.astimezone(UTC)
    return f"{value:%Y-%m-%d}" if (value.hour, value.minute) == (0, 0) else f"{value:%Y-%m-%d %H:%M} UTC"


def duration(seconds: float | None) -> str:
    """A length of time for a person: "now", "8 s", "3 min", "2 h"."""
    if seconds is None:
        return "none"
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 party", "2 parties"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def with_code(text: str) -> Markup:
    """The text escaped, with what stands in backticks set as code."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704


def link(path: str, **parameters: Any) -> str:
    """The path with the parameters that have a value; a list gives the parameter several times."""
    given = {name: value for name, value in parameters.items() if value not in (None, "", [], ())}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_shown,
    )
    environment.filters.update(
        moment=moment, duration=duration, web_address=web_address, counted=counted, highlighted=highlighted,
        spoken=spoken, strength=wording.strength, label=wording.label, heading=wording.heading,
        reason=wording.reason, kind_meaning=wording.kind_meaning, party_name=wording.party_name,
        speaker_name=wording.speaker_name, said_when=wording.said_when,
        with_code=with_code, segment=lambda text: quote(text, safe=""),
    )
    environment.globals.update(
        link=link, PROMISE=wording.PROMISE, carrying_words=wording.carrying_words, KIND_LABEL=wording.KIND_LABEL,
    )
    return environment


def _shown(value: object) -> object:
    return visible(value) if type(value) is str else value


TEMPLATES = _environment()


def page(
    template: str, status_code: int = 200, headers: Mapping[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """The page made of `template` and `values`."""
    return HTMLResponse(TEMPLATES.get_template(template).render(**values), status_code, headers=dict(headers or {}))


def error_page(request: Request, problem: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """The page that tells a person about a problem."""
    return page("error.html", problem["status"], headers, problem=problem, here="")
