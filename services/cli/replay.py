"""`counterclaim replay`: read the stored articles again with the extractor at hand and tell what would change."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from services.cli.context import console, queries
from services.cli.output import AsJson, short
from services.domain.errors import InvalidInput


class Choice(StrEnum):
    """Extractors at hand."""

    CURRENT = "current"
    RULES = "rules"


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("replay")(replay)


def replay(
    extractor: Annotated[
        Choice, typer.Option(help="current: all parts; rules: without the learned part")
    ] = Choice.CURRENT,
    diff: Annotated[bool, typer.Option("--diff", help="print each claim gained or lost")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="articles at most")] = 1000,
    as_json: AsJson = False,
) -> None:
    """Read the stored articles again and compare with the claims stored. Changes nothing."""
    from services.claims.extractor import Extractor
    from services.usecases.replay_articles import differences

    reader = Extractor(learned=extractor is Choice.CURRENT)
    articles = gained = lost = 0
    for change in differences(queries(), reader, limit=limit):
        articles += 1
        gained += len(change.gained)
        lost += len(change.lost)
        if as_json:
            row = {"article": change.article_id, "gained": change.gained, "lost": change.lost, "kept": change.kept}
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        elif diff and (change.gained or change.lost):
            console().print(f"{short(change.article_id)}  {change.title or ''}", style="bold", markup=False)
            for sign, lines in (("+", change.gained), ("-", change.lost)):
                for line in lines:
                    console().print(f"  {sign} {line}", markup=False)
    if not articles:
        raise InvalidInput("no article is stored yet; queue some with `counterclaim submit FILE --wait`")
    if not as_json:
        console().print(f"{reader.version}: {articles} articles read again, {gained} claims gained, {lost} lost")
