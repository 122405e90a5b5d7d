"""`counterclaim submit`: queue articles from files, folders, addresses or standard input."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from services.articles.batch import read_all
from services.articles.draft import Defaults
from services.articles.published import moment
from services.cli.context import connect, console, queries
from services.cli.output import short
from services.domain.article import Article
from services.domain.errors import ServiceUnavailable

_BATCH = 100
_SILENT_SECONDS = 120.0

ENDS = {"processed", "failed", "withdrawn"}


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("submit")(command)


def command(
    places: Annotated[
        list[str],
        typer.Argument(help="files, folders, http(s) addresses, or - for standard input", metavar="FILE|DIR|URL|-"),
    ],
    wait: Annotated[bool, typer.Option("--wait", "-w", help="follow the articles until they are processed")] = False,
    outlet: Annotated[str | None, typer.Option(help="who published them, where the input does not say")] = None,
    published: Annotated[str | None, typer.Option(help="ISO 8601 date or time, where the input does not say")] = None,
) -> None:
    """Queue articles: plain text, HTML, ninjs JSON, RSS or Atom, JSON lines.

    A bad one is reported and the rest goes on. The same article twice is one article. The exit status is 1 if
    anything was rejected or, with --wait, failed.
    """
    if not submit(places, wait=wait, outlet=outlet, published=published):
        raise typer.Exit(1)


def submit(places: Sequence[str], *, wait: bool, outlet: str | None = None, published: str | None = None) -> bool:
    """Queue all that the places hold; True if nothing was rejected and, with `wait`, nothing failed."""
    queued: dict[str, bool] = {}
    rejected = 0
    batch: list[Article] = []

    def flush() -> None:
        for outcome in connect().submit(batch) if batch else ():
            queued[outcome.article_id] = queued.get(outcome.article_id, False) or outcome.new
        batch.clear()

    defaults = Defaults(outlet=outlet, published_at=moment(published, "--published") if published else None)
    for item in read_all(places, stdin=sys.stdin.buffer, defaults=defaults, known=queries().find_article):
        if item.article:
            batch.append(item.article)
        elif item.error:
            rejected += 1
            sys.stderr.write(f"counterclaim: {item.where}: {item.error.message}\n")
        if len(batch) >= _BATCH:
            flush()
    flush()
    fresh = [article for article, new in queued.items() if new]
    console().print(_summary(len(fresh), len(queued) - len(fresh), rejected))
    if wait:
        return _follow(list(queued)) and not rejected
    if fresh:
        hint = f"Follow them:  counterclaim status {short(fresh[0])}   or:  counterclaim throughput"
        console().print(hint, style="dim")
    return not rejected


def _summary(fresh: int, known: int, rejected: int) -> str:
    parts = [f"{fresh} article{'' if fresh == 1 else 's'} queued"]
    if known:
        parts.append(f"{known} known already")
    if rejected:
        parts.append(f"{rejected} rejected")
    return ", ".join(parts)


def _follow(ids: list[str]) -> bool:
    """A progress bar until every article is processed or failed; False if one failed."""
    left, failed, moved = set(ids), [], time.monotonic()
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("articles"), TimeElapsedColumn())
    with Progress(*columns, console=console(), transient=False) as bar:
        task = bar.add_task("reading", total=len(ids))
        while left:
            done = {i: row for i in sorted(left) if (row := queries().article(i)).status in ENDS}
            failed += [row for row in done.values() if row.status == "failed"]
            left -= done.keys()
            bar.update(task, completed=len(ids) - len(left))
            moved = time.monotonic() if done else moved
            if time.monotonic() - moved > _SILENT_SECONDS:
                raise ServiceUnavailable(
                    f"no article was finished for {_SILENT_SECONDS:.0f} s; they stay queued. "
                    "See `counterclaim throughput` and `counterclaim doctor`"
                )
            if left:
                time.sleep(0.25)
    for row in failed:
        sys.stderr.write(
            f"counterclaim: {short(row.id)} {row.title or ''} failed: {row.error}; see `counterclaim failed list`\n"
        )
    return not failed
