"""`counterclaim doctor`: is everything there, and what to do where it is not."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata

import typer

from services.cli.context import connect, console, settings
from services.cli.output import AsJson, print_json
from services.domain.errors import CounterclaimError, ServiceUnavailable
from services.settings import Settings

_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One finding: what was looked at, whether it is well, and what was seen or is to be done."""

    name: str
    ok: bool
    note: str


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("doctor")(doctor)


def doctor(as_json: AsJson = False) -> None:
    """Check Python, models, database, broker, relay and workers. Exit status 1 where something is wrong."""
    ill = False
    for check in checks():
        ill = ill or not check.ok
        if as_json:
            print_json(check)
        else:
            mark = "[green]ok  [/green]" if check.ok else "[red]BAD [/red]"
            console().print(f"{mark} {check.name:<12} ", end="", markup=True)
            console().print(check.note)
    if ill:
        raise typer.Exit(1)


def checks() -> Iterator[Check]:
    """Every check, the independent ones first; those of a system that can't be reached are one."""
    yield Check(
        "python", sys.version_info[:2] in {(3, 11), (3, 12), (3, 13)}, f"{platform.python_version()} (3.11 to 3.13)"
    )
    yield Check("counterclaim", True, metadata.version("counterclaim"))
    yield _tried("extractor", _extractor)
    yield _tried("judge", _judge)
    yield _disk()
    try:
        settings()
        seen = connect().doctor()
    except CounterclaimError as error:
        yield Check("system", False, error.message)
        return
    yield from (Check(name, ok, note) for name, ok, note in seen)


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except (CounterclaimError, OSError, ImportError, ValueError) as error:
        return Check(name, False, f"{error}; run `make install`")


def _extractor() -> str:
    from services.claims.extractor import Extractor

    extractor = Extractor()
    text = 'The ministry rejected the report. "It is wrong," Minister Ana Silva said.'
    if not extractor.extract(text):
        raise ServiceUnavailable("the extractor finds no claim in a sentence that has one")
    return extractor.version


def _judge() -> str:
    from services.contradictions.judge import Judge

    return Judge.load().version


def _disk() -> Check:
    home = Settings().home
    folder = next(place for place in (home, *home.parents) if place.exists())
    free = shutil.disk_usage(folder).free
    return Check("disk", free > _FREE_BYTES, f"{free / 1e9:.1f} GB free for {home}")
