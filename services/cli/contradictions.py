"""`counterclaim contradictions`: where parties' words clash, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli.context import console, position, queries
from services.cli.output import AsJson, AsOf, Cursor, Limit, print_json, print_page, short
from services.cli.render.finding import explanation, face_off
from services.domain.contradiction import Kind, Relation
from services.reports.shapes import FindingRow

app = typer.Typer(help="List, show and explain contradictions and agreements.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="id, or its first characters")]


@app.command("list")
def list_(
    party: Annotated[list[str] | None, typer.Option(help="only those of this party; twice: between the two")] = None,
    kind: Annotated[Kind | None, typer.Option(help="only this kind")] = None,
    matter: Annotated[str | None, typer.Option(help="only on this matter")] = None,
    article: Annotated[str | None, typer.Option(help="only those touching this article")] = None,
    relation: Annotated[Relation, typer.Option(help="contradiction or agreement")] = Relation.CONTRADICTION,
    as_of: AsOf = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    as_json: AsJson = False,
) -> None:
    """List contradictions (or, with --relation agreement, agreements)."""
    at = position(as_of)
    names = [queries().party_names(p, as_of=at) for p in party or ()]
    page = queries().findings(
        relation=relation.value,
        parties=names,
        kind=kind.value if kind else None,
        matter=matter,
        article=article,
        as_of=at,
        limit=limit,
        cursor=cursor,
    )
    columns = ("id", "kind", "party", "says", "party", "says", "verdict")
    print_page(page, columns, _cells, as_json=as_json, empty="None found yet.")


@app.command("show")
def show(finding: Id, as_json: AsJson = False) -> None:
    """Show one: both quotations, kind, reason, verdicts."""
    row = queries().finding(finding)
    if as_json:
        print_json(row)
    else:
        console().print(face_off(row))


@app.command("explain")
def explain(finding: Id, as_json: AsJson = False) -> None:
    """Explain one: every signal that fired, with the words on each side, and the versions that decided."""
    row = queries().finding(finding)
    if as_json:
        print_json(row)
    else:
        console().print(face_off(row), explanation(row))


def _cells(row: FindingRow) -> tuple[object, ...]:
    kind = row.kind.value if row.kind else row.relation.value
    verdict = row.verdict.value if row.verdict else None
    other = (None, None) if row.one_sided else (row.b.party, row.b.text)
    return short(row.id), kind, row.a.party, row.a.text, *other, verdict
