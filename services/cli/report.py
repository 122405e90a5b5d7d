"""`counterclaim report`: who contradicts whom, with the words that prove it."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from services.cli.context import console, position, queries
from services.cli.output import AsOf
from services.cli.render.report import print_report
from services.domain.contradiction import Kind
from services.reports import csv_export, json_export, jsonld, markdown
from services.reports.shapes import Report

EXPORTS = {"json": json_export.render, "jsonld": jsonld.render, "md": markdown.render, "csv": csv_export.render}


class Format(StrEnum):
    """How the report is printed."""

    TEXT = "text"
    JSON = "json"
    JSONLD = "jsonld"
    MD = "md"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("report")(report)


def report(
    parties: Annotated[
        list[str] | None,
        typer.Argument(help="one party, or two for what stands between them", metavar="[PARTY [PARTY]]"),
    ] = None,
    as_of: AsOf = None,
    kind: Annotated[Kind | None, typer.Option(help="only this kind of contradiction")] = None,
    matter: Annotated[str | None, typer.Option(help="only this matter: id or its first characters")] = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="text for reading, the others for programs")
    ] = Format.TEXT,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=5000, help="findings at most")] = 500,
) -> None:
    """Print who contradicts whom: the two quotations, the kind, and why.

    Without a party: everything. `report NATO`: what touches NATO. `report NATO Russia`: what stands between the two.
    """
    names = list(parties or ())
    if len(names) > 2:
        raise typer.BadParameter("name one party or two")
    at = position(as_of)
    found = queries().report(
        parties=[queries().party_names(name, as_of=at) for name in names],
        kind=kind.value if kind else None,
        matter=matter,
        as_of=at,
        limit=limit,
    )
    write(found, format)


def write(found: Report, format: Format = Format.TEXT) -> None:
    """Print a report in a format."""
    if format is Format.TEXT:
        print_report(console(), found)
    else:
        text = EXPORTS[format.value](found)
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
