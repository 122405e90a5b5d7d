"""`counterclaim db`: migrate, compare log and projections, rebuild, tell sizes."""

from __future__ import annotations

import typer

from services.cli.context import connect, console, settings
from services.cli.output import AsJson, print_json, print_rows

app = typer.Typer(help="Migrate, check and rebuild the database.", no_args_is_help=True)


@app.command("upgrade")
def upgrade() -> None:
    """Bring the database to the newest schema; safe to repeat, safe while the system runs."""
    from db.migrate import ensure_database, upgrade

    url = settings().database_url or ""
    ensure_database(url)
    upgrade(url)
    console().print("The database has the newest schema.")


@app.command("check")
def check(as_json: AsJson = False) -> None:
    """Fold the log anew and compare it with the live projections, row by row. Exit status 1 where they differ."""
    differences = connect().check()
    for line in differences:
        console().print(line)
    if differences:
        raise typer.Exit(1)
    console().print("Log and projections agree.")


@app.command("rebuild")
def rebuild() -> None:
    """Rebuild the projections beside the live ones and swap them in; readers notice nothing."""
    events = connect().rebuild()
    console().print(f"Rebuilt from {events} events.")


@app.command("sizes")
def sizes(as_json: AsJson = False) -> None:
    """How much room each table takes, with its indexes, and how many bytes a row; rows by the planner's count."""
    found = connect().sizes()
    if as_json:
        for size in found:
            print_json(size)
        return
    print_rows(
        [(s.table, s.rows, f"{s.stored / 1e6:,.1f}", f"{s.indexes / 1e6:,.1f}", *map(round, s.per_row)) for s in found],
        ["table", "#rows", "#MB", "#MB of indexes", "#bytes a row", "#of its indexes"], empty="There is no table.",
    )
