"""`counterclaim compare`: judgements on pairs of claims, with no database and no queue."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from services.cli.lines import Rejected, objects, opened


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("compare")(compare)


def compare(
    file: Annotated[str, typer.Argument(help="JSON lines, or - for standard input")] = "-",
    strict: Annotated[bool, typer.Option("--strict", help="exit with 1 if a line was skipped")] = False,
    batch: Annotated[int, typer.Option(min=1, max=1024, help="pairs judged together at most")] = 64,
    judge_name: Annotated[
        str | None, typer.Option("--judge", help="default, onnx:FOLDER or openai:MODEL@URL; else COUNTERCLAIM_JUDGE")
    ] = None,
) -> None:
    """Judge pairs of claims: contradiction, agreement or unrelated. Needs no database and no queue.

    One pair a line in: {"id": "p1", "a": {"text": "…"}, "b": {"text": "…"}}; "party", "speaker", "cue", "sentence" and
    "said_at" of each side help. One judgement a line out: {"id", "relation", "kind", "score", "explanation"}, score
    being the calibrated probability of contradiction. A bad line is reported by its number and skipped.
    """
    from services.contradictions.jsonl import as_json, parse
    from services.contradictions.judges import judge_named
    from services.settings import Settings

    given = Settings()
    judge = judge_named(judge_name or given.judge, key=given.judge_key, seconds=given.judge_seconds)
    rejected = Rejected("standard input" if file == "-" else file)
    for pairs in objects(opened(file), parse, rejected, batch=batch):
        judged = judge.compare_many([(a, b) for _, a, b in pairs])
        for (pair_id, _, _), comparison in zip(pairs, judged, strict=True):
            sys.stdout.write(json.dumps(as_json(pair_id, comparison), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    if rejected.count and strict:
        raise typer.Exit(1)
