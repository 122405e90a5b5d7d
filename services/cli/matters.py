"""`counterclaim matters`: the questions at issue."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli.context import console, position, queries
from services.cli.output import AsJson, AsOf, Cursor, Limit, print_json, print_page, short
from services.cli.render.finding import face_off
from services.reports.shapes import MatterRow

app = typer.Typer(help="List and show the questions at issue.", no_args_is_help=True)


@app.command("list")
def list_(as_of: AsOf = None, limit: Limit = 50, cursor: Cursor = None, as_json: AsJson = False) -> None:
    """List matters, the most contested first."""
    page = queries().matters(as_of=position(as_of), limit=limit, cursor=cursor)
    columns = ("id", "matter", "parties", "#claims", "#contradictions", "#agreements", "from", "to")
    print_page(page, columns, _cells, as_json=as_json, empty="No matters yet: they open when claims meet.")


@app.command("show")
def show(
    matter: Annotated[str, typer.Argument(help="id, or its first characters")],
    limit: Limit = 20,
    as_json: AsJson = False,
) -> None:
    """Show a matter and what is contested in it."""
    row = queries().matter(matter)
    found = queries().findings(relation=None, matter=row.id, limit=limit)
    if as_json:
        for finding in (row, *found.items):
            print_json(finding)
        return
    console().print(f"[bold]{row.title}[/bold]  ({', '.join(row.parties)})")
    for finding in found.items:
        console().print(face_off(finding))


def _cells(row: MatterRow) -> tuple[object, ...]:
    parties = ", ".join(row.parties)
    return (
        short(row.id),
        row.title,
        parties,
        row.claims,
        row.contradictions,
        row.agreements,
        row.first_said,
        row.last_said,
    )
