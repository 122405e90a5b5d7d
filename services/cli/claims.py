"""`counterclaim claims`: who said what, on whose behalf."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli.context import console, position, queries
from services.cli.output import AsJson, AsOf, Cursor, Limit, print_json, print_page, short
from services.cli.render.claim import claim_panel
from services.reports.shapes import ClaimRow

app = typer.Typer(help="List and show claims.", no_args_is_help=True)


@app.command("list")
def list_(
    party: Annotated[str | None, typer.Option(help="only claims of this party")] = None,
    speaker: Annotated[str | None, typer.Option(help="only claims of this speaker")] = None,
    article: Annotated[str | None, typer.Option(help="only claims of this article")] = None,
    matter: Annotated[str | None, typer.Option(help="only claims that meet on this matter")] = None,
    as_of: AsOf = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    as_json: AsJson = False,
) -> None:
    """List claims, oldest first."""
    at = position(as_of)
    name = queries().party_names(party, as_of=at) if party else None
    page = queries().claims(
        article=article, party=name, speaker=speaker, matter=matter, as_of=at, limit=limit, cursor=cursor
    )
    columns = ("id", "said", "party", "speaker", "stance", "claim")
    print_page(
        page,
        columns,
        _cells,
        as_json=as_json,
        empty="No claims. Queue articles with `counterclaim submit FILE --wait`.",
    )


@app.command("show")
def show(claim: Annotated[str, typer.Argument(help="id, or its first characters")], as_json: AsJson = False) -> None:
    """Show one claim: its words, its sentence, its three clocks."""
    row = queries().claim(claim)
    if as_json:
        print_json(row)
    else:
        console().print(claim_panel(row))


def _cells(row: ClaimRow) -> tuple[object, ...]:
    return short(row.id), row.said_at, row.party, row.speaker or row.source_text, row.stance, row.text
