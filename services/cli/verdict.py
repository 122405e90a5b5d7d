"""`counterclaim verdict`: an analyst's judgement on a finding."""

from __future__ import annotations

import getpass
from enum import StrEnum
from typing import Annotated

import typer

from services.cli.context import connect, console
from services.cli.output import short
from services.domain.contradiction import Judgement


class Choice(StrEnum):
    """What may be said of a finding."""

    CONFIRM = "confirm"
    REJECT = "reject"
    UNSURE = "unsure"


JUDGEMENTS = {Choice.CONFIRM: Judgement.CONFIRMED, Choice.REJECT: Judgement.REJECTED, Choice.UNSURE: Judgement.UNSURE}


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("verdict")(verdict)


def verdict(
    finding: Annotated[str, typer.Argument(help="id of a contradiction or agreement, or its first characters")],
    choice: Annotated[Choice, typer.Argument(help="confirm, reject or unsure")],
    note: Annotated[str | None, typer.Option(help="why")] = None,
    analyst: Annotated[str | None, typer.Option(help="who judges; by default the user of this computer")] = None,
) -> None:
    """Record a verdict on a contradiction. It is kept through every replay; the latest counts."""
    row = connect().queries.finding(finding)
    connect().record_verdict(row.id, JUDGEMENTS[choice], note=note, analyst=analyst or user())
    console().print(f"{short(row.id)}: {JUDGEMENTS[choice].value}")


def user() -> str | None:
    """The name of the user of this computer, or None."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None
