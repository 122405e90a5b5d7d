"""`counterclaim keys`: the master key that wraps the keys of articles."""

from __future__ import annotations

import typer

from services.cli.context import connect, console

app = typer.Typer(help="Make and rotate the master key.", no_args_is_help=True)


@app.command("generate")
def generate() -> None:
    """Print a new master key, for COUNTERCLAIM_MASTER_KEY. Nothing is stored."""
    from db.master_keys import generate

    typer.echo(generate())


@app.command("rotate")
def rotate() -> None:
    """Wrap the keys of all articles by the current master key; safe while the system runs.

    First give every process the new key as COUNTERCLAIM_MASTER_KEY and the old one as COUNTERCLAIM_FORMER_MASTER_KEYS.
    """
    count = connect().rotate_keys()
    console().print(f"{count} keys rewrapped; former master keys are needed no more, except for old backups.")
