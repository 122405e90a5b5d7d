"""What the OpenAPI description says beside the types: tags, errors, request bodies."""

from __future__ import annotations

from typing import Any

from services.api.problems import MEDIA_TYPE, Problem
from services.api.submissions import JSON, OTHERS

DESCRIPTION = """Counterclaim reads news articles, records who claims what on whose behalf, and shows where the parties
contradict each other, with the words that prove it. It detects conflicts between claims. It never says who is right.

Ids may be shortened to any unambiguous prefix of at least six characters. Lists are keyset pages: pass `next_cursor` as
`cursor`. Every error is a problem document (RFC 9457) with a stable `code`. Every answer carries `X-Request-ID`, which
also ties the events that a request led to."""

TAGS = [
    {"name": "articles", "description": "Submit articles and follow them."},
    {"name": "claims", "description": "Who said what, on whose behalf, with the place in the text."},
    {"name": "parties", "description": "The sides, and the speakers who speak for them."},
    {"name": "matters", "description": "The questions at issue that claims meet on."},
    {"name": "contradictions", "description": "Claims that cannot both hold, with reasons and verdicts."},
    {"name": "reports", "description": "Who contradicts whom, as of any moment, as JSON, JSON-LD, Markdown or CSV."},
    {"name": "events", "description": "The log: every fact, in order, and live."},
    {"name": "workers", "description": "Queues, throughput and failed work."},
    {"name": "operation", "description": "Health and metrics."},
]


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "model": Problem, "content": {MEDIA_TYPE: {}}}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: _problem("No valid API key"),
    403: _problem("The key lacks a scope, or the server answers its own machine only"),
    422: _problem("A value is not allowed; `errors` names it"),
    503: _problem("The database can't be reached; with `not-shown-yet`, it is late to show what was recorded"),
}
FOUND: dict[int | str, dict[str, Any]] = {
    404: _problem("No such thing"),
    409: _problem("A short id that fits more than one thing, or a conflict"),
}
GONE: dict[int | str, dict[str, Any]] = {**FOUND, 410: _problem("The article was withdrawn; its words are gone")}
BODY: dict[int | str, dict[str, Any]] = {
    413: _problem("The body or an article is too long"),
    415: _problem("A media type that is not read, or bytes that are not text"),
}

ONE = {
    "text": "OSLO (NNW) -- The Norwegian government said on Monday the quota was lawful.",
    "title": "Quota row deepens", "outlet": "Northern News Wire", "published_at": "2026-03-02T09:00:00Z",
}
FIELDS = {
    "type": "object",
    "description": "One article. Exactly one of `text`, `html` and `ninjs` is given.",
    "properties": {
        "text": {"type": "string", "description": "Offsets of claims point into this text."},
        "html": {"type": "string"},
        "ninjs": {"type": "object", "description": "A news item after ninjs (IPTC)."},
        "title": {"type": "string"}, "outlet": {"type": "string"}, "url": {"type": "string", "format": "uri"},
        "published_at": {"type": "string", "description": "ISO 8601 date or time."},
        "corrects": {"type": "string", "description": "Id or address of the article that this one replaces."},
    },
}
BATCH = {
    "type": "object", "required": ["articles"],
    "properties": {"articles": {"type": "array", "minItems": 1, "maxItems": 1000, "items": FIELDS}},
}
SUBMISSION: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {
                "schema": {"anyOf": [FIELDS, BATCH]},
                "examples": {"one": {"value": ONE}, "batch": {"value": {"articles": [ONE]}}},
            },
            **{name: {"schema": {"type": "string"}} for name in OTHERS},
        },
    }
}
