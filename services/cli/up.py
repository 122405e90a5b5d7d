"""`counterclaim up` and `counterclaim demo`: run everything here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from services.cli import report, submit
from services.cli.context import console, queries
from services.domain.errors import InvalidInput
from services.settings import Settings
from services.stack.stack import Interrupt, Stack

Host = Annotated[str, typer.Option(help="address the page and the API listen on")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="port of the page and the API")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="worker processes")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("up")(up)
    app.command("demo", hidden=True)(demo)


def up(host: Host = "127.0.0.1", port: Port = 8765, workers: Workers = 2) -> None:
    """Run everything here: PostgreSQL, Valkey, migrations, relay, workers, API and page. Ctrl-C stops it all.

    With DATABASE_URL and REDIS_URL set, those servers are used instead of embedded ones. Data and logs are kept in
    COUNTERCLAIM_HOME, so the next start goes on from there.
    """
    interrupt = Interrupt()
    stack = _stack(host, port, workers)
    try:
        stack.start()
        console().print(f"Counterclaim runs. Page: {stack.page}   API: {stack.page}docs   Ctrl-C stops it.")
        console().print(
            "Next, in another terminal:  counterclaim submit FILE --wait   then:  counterclaim report", style="dim"
        )
        stack.watch(interrupt)
    except KeyboardInterrupt:
        pass
    finally:
        console().print("stopping …")
        stack.stop()


def demo(
    seeds: Annotated[Path, typer.Argument(help="folder of sample articles")] = Path("seeds/articles"),
    host: Host = "127.0.0.1",
    port: Port = 8765,
    workers: Workers = 2,
    once: Annotated[bool, typer.Option("--once", help="stop after the report")] = False,
) -> None:
    """Run everything, submit the sample articles, print the contradiction report and the page's address."""
    if not seeds.is_dir():
        raise InvalidInput(f"{seeds} is not a folder of sample articles; run the demo from the repository")
    interrupt = Interrupt()
    stack = _stack(host, port, workers)
    try:
        stack.start()
        os.environ.update(DATABASE_URL=stack.database_url, REDIS_URL=stack.redis_url)
        submit.submit([str(seeds)], wait=True)
        report.write(queries().report())
        console().print(f"\nThe page:  [bold]{stack.page}[/bold]", markup=True)
        if not once:
            console().print("Ctrl-C stops everything. In another terminal: .venv/bin/counterclaim --help", style="dim")
            stack.watch(interrupt)
    except KeyboardInterrupt:
        pass
    finally:
        console().print("stopping …")
        stack.stop()


def _stack(host: str, port: int, workers: int) -> Stack:
    return Stack(Settings(), lambda message: console().print(f"  {message}", style="dim"), workers, host, port)
