"""`counterclaim parties`: the sides and who speaks for them."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli.context import position, queries
from services.cli.output import AsJson, AsOf, Cursor, Limit, print_page, print_rows, short
from services.reports.shapes import PartyRow

app = typer.Typer(help="List and show parties.", no_args_is_help=True)


@app.command("list")
def list_(as_of: AsOf = None, limit: Limit = 100, cursor: Cursor = None, as_json: AsJson = False) -> None:
    """List parties, those with most claims first."""
    page = queries().parties(as_of=position(as_of), limit=limit, cursor=cursor)
    columns = ("party", "kind", "#claims", "#contradictions", "#agreements", "speakers")
    print_page(
        page,
        columns,
        _cells,
        as_json=as_json,
        empty="No parties yet. Queue articles with `counterclaim submit FILE --wait`.",
    )


@app.command("show")
def show(
    party: Annotated[str, typer.Argument(help="name, in any case, or how it begins")],
    limit: Limit = 20,
    as_json: AsJson = False,
) -> None:
    """Show who speaks for a party, and what was said last."""
    name = queries().party_names(party)
    speakers = queries().speakers(party=name, limit=limit)
    columns = ("speaker", "kind", "#claims", "read from")
    print_page(
        speakers,
        columns,
        lambda s: (s.name, s.kind, s.claims, "; ".join(s.evidence)),
        as_json=as_json,
        empty=f"{name} has no named speaker.",
    )
    if not as_json:
        claims = queries().claims(party=name, limit=limit)
        rows = [(short(c.id), c.said_at, c.speaker, c.text) for c in claims.items]
        print_rows(rows, ("id", "said", "speaker", "claim"), empty=f"{name} has made no claim.")


def _cells(row: PartyRow) -> tuple[object, ...]:
    return row.name, row.kind, row.claims, row.contradictions, row.agreements, ", ".join(row.speakers)
