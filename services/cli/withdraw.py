"""`counterclaim withdraw`: take an article back for legal reasons, for good."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from services.cli.context import connect, console, queries
from services.cli.output import short
from services.cli.verdict import user
from services.domain.errors import InvalidInput
from services.reports.shapes import ArticleRow

_PATIENCE_S = 10.0


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("withdraw")(withdraw)


def withdraw(
    article: Annotated[str, typer.Argument(help="an article's id, or its first characters")],
    reason: Annotated[str, typer.Option(help="why; it is kept and shown")],
    copies: Annotated[bool, typer.Option("--copies", help="also other prints and versions of the same text")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="don't ask")] = False,
) -> None:
    """Withdraw an article for legal reasons: its key is destroyed, nobody can read its words again. No undo."""
    row, others = queries().article(article), queries().copies_of(article)
    if row.withdrawn_at is not None:
        console().print(f"{short(row.id)} was withdrawn before: {row.withdrawn_reason}")
        return
    _tell(row, others, copies)
    if not yes and not typer.confirm("Destroy the words for good?"):
        raise InvalidInput("nothing was withdrawn")
    ids = [row.id, *(other.id for other in others if copies)]
    done = connect().withdraw(ids, reason, by=user())
    gone = _await(done)
    console().print(f"{len(done)} withdrawn. Backups still hold words and keys: see docs/operating.md, Withdraw.")
    if not gone:
        console().print("The read side has not caught up: is the relay running? Until then it still shows the words.")


def _tell(row: ArticleRow, others: tuple[ArticleRow, ...], copies: bool) -> None:
    console().print(f"{row.id}  {row.title or 'untitled'} ({row.outlet or 'outlet unknown'})")
    if others:
        told = "withdrawn with it" if copies else "kept; --copies withdraws them too"
        console().print(f"Other prints and versions of the text, {told}:")
        for other in others:
            console().print(f"  {other.id}  {other.title or 'untitled'} ({other.outlet or 'unknown'})")


def _await(ids: list[str]) -> bool:
    """Whether the read side tells of it."""
    deadline = time.monotonic() + _PATIENCE_S
    while not all(queries().article(id_).withdrawn_at for id_ in ids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
