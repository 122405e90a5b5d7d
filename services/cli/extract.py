"""`counterclaim extract`: attributions of texts, with no database and no queue."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from services.cli.lines import Rejected, objects, opened
from services.domain.claim import Attribution
from services.domain.errors import InvalidInput
from services.domain.origin import Origin, placed


class Format(StrEnum):
    """What is printed a text."""

    JSONL = "jsonl"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """One input line. `text` is without the tags of the given HTML, `origin` tells where it stands among them."""

    doc_id: Any
    text: str
    title: str | None = None
    outlet: str | None = None
    published_at: datetime | None = None
    origin: Origin | None = None


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("extract")(extract)


def extract(
    file: Annotated[
        str, typer.Argument(help="JSON lines, a .txt file holding one article, or - for standard input")
    ] = "-",
    format: Annotated[Format, typer.Option("--format", "-f", help="jsonl, or text for reading")] = Format.JSONL,
    text: Annotated[bool, typer.Option("--text", help="the input is one plain article, not JSON lines")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="exit with 1 if a line was skipped")] = False,
    batch: Annotated[int, typer.Option(min=1, max=256, help="texts read together at most")] = 16,
) -> None:
    """Find who says what, for whom, in texts. Needs no database and no queue.

    One JSON object a line in: {"doc_id": "a1", "text": "…"}, with "title", "outlet" and "published_at" if known.
    One JSON object a line out: {"doc_id", "attributions": [{"source", "cue", "content", "mode", "speaker", "party",
    "stance", "said_at", …}]}, offsets in characters of the given text, which may be HTML. What the title says comes
    apart, as "title_attributions", with offsets in characters of the title. A bad line is reported by number, and
    skipped.
    """
    from services.claims.extractor import Document, Extractor

    extractor = Extractor(threads=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)
    rejected = Rejected("standard input" if file == "-" else file)
    stream = opened(file)
    if text or Path(file).suffix in {".txt", ".md", ".html", ".htm"}:
        groups = iter([[_line({"doc_id": Path(file).name, "text": stream.read()})]])
    else:
        groups = objects(stream, _line, rejected, batch=batch)
    for lines in groups:
        documents = [Document(line.text, line.title, line.outlet, line.published_at) for line in lines]
        for line, found in zip(lines, extractor.extract_many(documents), strict=True):
            _print(line, found, format)
    if stream is not sys.stdin:
        stream.close()
    if rejected.count and strict:
        raise typer.Exit(1)


def _print(line: Line, found: Sequence[Attribution], format: Format) -> None:
    from services.claims.jsonl import as_json

    if format is Format.JSONL:
        record = {"doc_id": line.doc_id, "attributions": [as_json(a) for a in _given(line, found)]}
        if line.title:
            record["title_attributions"] = [as_json(a) for a in found if a.in_title]
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(f"{line.doc_id or ''}: {len(found)} claims\n")
        for a in found:
            text = line.title if a.in_title and line.title else line.text
            words = " … ".join(text[s:e] for s, e in a.content)
            cue = " ".join(text[s:e] for s, e in a.cue)
            sys.stdout.write(f"  {a.speaker or 'unknown speaker'} [{a.party or 'no party'}] {cue}: {words}\n")
    sys.stdout.flush()


def _given(line: Line, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of the text, their offsets into it as it was given."""
    ours = [a for a in found if not a.in_title]
    return ours if line.origin is None else [there for a in ours if (there := placed(line.origin, a))]


def _line(line: dict[str, Any]) -> Line:
    from services.articles.readable import readable

    content = line.get("text")
    if not isinstance(content, str):
        raise InvalidInput("a string is needed", field="text")
    for name in ("title", "outlet", "published_at"):
        if not isinstance(line.get(name), str | None):
            raise InvalidInput("a string or null is allowed", field=name)
    published = _moment(line.get("published_at"))
    text, origin = readable(content)
    return Line(line.get("doc_id"), text, line.get("title"), line.get("outlet"), published, origin)


def _moment(value: str | None) -> datetime | None:
    if not value:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    try:
        return datetime.combine(date.fromisoformat(value[:10]), datetime.min.time())
    except ValueError:
        message = "an ISO 8601 date or time is allowed, for example 2011-07-05T10:00:00Z"
        raise InvalidInput(message, field="published_at") from None
