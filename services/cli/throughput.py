"""`counterclaim throughput`: a live view of workers and queues."""

from __future__ import annotations

import time
from typing import Annotated

import typer
from rich.console import Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from services.cli.context import console, queries
from services.cli.output import AsJson, print_json
from services.reports.shapes import Throughput


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("throughput")(throughput)


def throughput(
    once: Annotated[bool, typer.Option("--once", help="print once and end")] = False,
    every: Annotated[float, typer.Option(min=0.2, max=60, help="seconds between readings")] = 1.0,
    as_json: AsJson = False,
) -> None:
    """Watch workers and queues: waiting, running, done a minute, oldest, failed. Ctrl-C ends."""
    if as_json:
        print_json(queries().throughput())
        return
    if once or not console().is_terminal:
        console().print(view(queries().throughput()))
        return
    try:
        with Live(view(queries().throughput()), console=console(), auto_refresh=False) as live:
            while True:
                time.sleep(every)
                live.update(view(queries().throughput()), refresh=True)
    except KeyboardInterrupt:
        return


def view(now: Throughput) -> Group:
    """One reading as tables."""
    head = Text.assemble(
        (f"{now.articles_processed} of {now.articles_total} articles processed", "bold"),
        f", {now.articles_failed} failed   {now.at:%H:%M:%S}   ",
        f"events {now.log_position}, shown up to {now.projected_position}",
    )
    queues = _table("step", "waiting", "running", "done", "failed", "done/min", "oldest s", "mean s")
    for q in now.queues:
        oldest = "" if q.oldest_pending_s is None else f"{q.oldest_pending_s:.1f}"
        mean = "" if q.mean_seconds is None else f"{q.mean_seconds:.2f}"
        numbers = (q.pending, q.running, q.done, q.failed, q.done_last_minute)
        queues.add_row(q.consumer, *map(str, numbers), oldest, mean)
    workers = _table("worker", "pid", "jobs done", "memory MB", "seen s ago")
    for w in now.workers:
        seen = (now.at - w.seen_at).total_seconds()
        workers.add_row(w.name, str(w.pid), str(w.jobs_done), f"{w.memory_mb:.0f}", f"{max(0.0, seen):.0f}")
    empty = Text("No worker has reported: start one with `counterclaim up`.")
    return Group(head, Text(), queues, Text(), workers if now.workers else empty)


def _table(first: str, *columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(first)
    for column in columns:
        table.add_column(column, justify="right")
    return table
