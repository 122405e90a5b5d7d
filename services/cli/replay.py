"""`counterclaim replay`: read or judge what is stored again, and tell what would change."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from services.cli.context import connect, console, queries, settings
from services.cli.output import AsJson, short
from services.domain.errors import InvalidInput

NOTHING = "no article is stored yet; queue some with `counterclaim submit FILE --wait`"


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
    judge: Annotated[
        str | None, typer.Option(help="compare findings instead: default, onnx:FOLDER or openai:MODEL@URL")
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="print each claim or finding gained or lost")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="articles at most")] = 1000,
    as_json: AsJson = False,
) -> None:
    """Read the stored articles again and compare with the claims stored, or with --judge judge the stored claims again
    and compare with the findings stored. Changes nothing."""
    if judge is not None:
        _judge_again(judge, diff=diff, limit=limit, as_json=as_json)
        return
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
            console().print(f"{short(change.article_id)}  {change.title or ''}", style="bold")
            for sign, lines in (("+", change.gained), ("-", change.lost)):
                for line in lines:
                    console().print(f"  {sign} {line}")
    if not articles:
        raise InvalidInput(NOTHING)
    if not as_json:
        console().print(f"{reader.version}: {articles} articles read again, {gained} claims gained, {lost} lost")


def _judge_again(name: str, *, diff: bool, limit: int, as_json: bool) -> None:
    from services.bootstrap import chosen_judge, now
    from services.usecases.replay_findings import judged_anew

    system, judge = connect(), chosen_judge(settings(), name)
    counts: Counter[str] = Counter()
    for change in judged_anew(
        system.queries, judge, start=system.start_uow, clock=now, candidates=settings().candidates_per_claim,
        limit=limit,
    ):
        counts.update(articles=1, gained=len(change.gained), lost=len(change.lost), changed=len(change.changed))
        if as_json:
            sys.stdout.write(json.dumps(asdict(change), ensure_ascii=False) + "\n")
        elif diff and (change.gained or change.lost or change.changed):
            console().print(f"{short(change.article_id)}  {change.title or ''}", style="bold")
            signed = [("+", line) for line in change.gained] + [("-", line) for line in change.lost]
            for sign, line in signed + [("~", f"{old}  ->  {new}") for old, new in change.changed]:
                console().print(f"  {sign} {line}")
    if not counts["articles"]:
        raise InvalidInput(NOTHING)
    if not as_json:
        console().print(
            f"{judge.version}: {counts['articles']} articles judged again, {counts['gained']} findings gained, "
            f"{counts['lost']} lost, {counts['changed']} changed"
        )
