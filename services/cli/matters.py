"""`counterclaim matters`: the questions at issue, and how an analyst groups them."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from services.cli.context import connect, console, position, queries
from services.cli.output import AsJson, AsOf, Cursor, Limit, print_json, print_page, short
from services.cli.render.finding import face_off
from services.cli.verdict import user
from services.reports.shapes import MatterRow
from services.usecases.organise_matters import Analyst

app = typer.Typer(help="List, show, merge, split and rename the questions at issue.", no_args_is_help=True)
Note = Annotated[str | None, typer.Option(help="why")]
Who = Annotated[str | None, typer.Option("--analyst", help="who decides; by default the user of this computer")]


@app.command("list")
def list_(as_of: AsOf = None, limit: Limit = 50, cursor: Cursor = None, as_json: AsJson = False) -> None:
    """List matters of two claims or more, in the order they were opened in."""
    page = queries().matters(as_of=position(as_of), limit=limit, cursor=cursor)
    columns = ("id", "matter", "parties", "#claims", "#contradictions", "#agreements", "from", "to")
    print_page(page, columns, _cells, as_json=as_json, empty="No matters yet: they open when claims meet.")


@app.command("show")
def show(
    matter: Annotated[str, typer.Argument(help="id, or its first characters")],
    limit: Limit = 20,
    as_json: AsJson = False,
) -> None:
    """Show a matter, the claims in it and what is contested."""
    row = queries().matter(matter)
    found = queries().findings(relation=None, matter=row.id, limit=limit)
    if as_json:
        for finding in (row, *found.items):
            print_json(finding)
        return
    console().print(Text.assemble((row.title, "bold"), f"  ({', '.join(row.parties)})"))
    for claim in queries().claims(matter=row.id, limit=limit).items:
        said = f"{claim.speaker or claim.party or 'unknown'} {claim.cue_text}: {claim.text}"
        console().print(f"{short(claim.id)}  {said}")
    for finding in found.items:
        console().print(face_off(finding))


@app.command("merge")
def merge(
    matter: Annotated[str, typer.Argument(help="id of the matter that goes, or its first characters")],
    into: Annotated[str, typer.Argument(help="id of the matter that stays")],
    note: Note = None,
    analyst: Who = None,
) -> None:
    """Put all claims of a matter into another."""
    connect().merge_matters(matter, into, Analyst(analyst or user(), note))
    console().print(f"{matter} goes into {into}")


@app.command("split")
def split(
    matter: Annotated[str, typer.Argument(help="id of the matter, or its first characters")],
    claims: Annotated[list[str], typer.Argument(help="ids of the claims that are another matter's")],
    title: Annotated[str, typer.Option(help="what the new matter is called")],
    note: Note = None,
    analyst: Who = None,
) -> None:
    """Put some claims of a matter into a new one."""
    _, new = connect().split_matter(matter, claims, title, Analyst(analyst or user(), note))
    console().print(f"{short(new)}: {title}")


@app.command("rename")
def rename(
    matter: Annotated[str, typer.Argument(help="id, or its first characters")],
    title: Annotated[str, typer.Argument(help="what it is called from now on")],
    note: Note = None,
    analyst: Who = None,
) -> None:
    """Give a matter another title."""
    connect().rename_matter(matter, title, Analyst(analyst or user(), note))
    console().print(f"{matter}: {title}")


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
