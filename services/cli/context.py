"""Finds the system a command talks to: servers named in the environment, or the stack running here."""

from __future__ import annotations

from functools import cache

from rich.console import Console

from services.bootstrap import System, system
from services.domain.errors import ServiceUnavailable
from services.settings import Settings
from services.stack import state
from services.usecases.as_of import position_of
from services.usecases.ports import Queries


@cache
def settings() -> Settings:
    """Settings of the environment, completed by the addresses of the stack running here.

    Raises `ServiceUnavailable` where neither names a database.
    """
    given = Settings()
    if given.database_url and given.redis_url:
        return given
    running = state.read(given.home)
    if running is None:
        raise ServiceUnavailable(
            "no stack is running here: start one with `counterclaim up` in another terminal, "
            "or set DATABASE_URL and REDIS_URL"
        )
    return given.model_copy(update={"database_url": running.database_url, "redis_url": running.redis_url})


@cache
def connect() -> System:
    """The system, wired once a process."""
    return system(settings())


def queries() -> Queries:
    """The read side."""
    return connect().queries


def position(as_of: str | None) -> int | None:
    """The log position that `--as-of` means, as `services.usecases.as_of` reads it; None for None."""
    return None if as_of is None else position_of(as_of, queries(), field="--as-of")


def console() -> Console:
    """Where tables and reports go; plain text where the output is not a terminal. Words are printed as they stand: what
    a title has in brackets or between colons is no markup, unless a call says so."""
    return Console(highlight=False, soft_wrap=False, markup=False, emoji=False)
