"""Connections to PostgreSQL, each with its limits."""

from __future__ import annotations

import math
import os
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, exc

from db import binary
from db.master_keys import MasterKeys

_OPTIONS = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "timezone": "UTC",
        "idle_in_transaction_session_timeout": "60s",
        "lock_timeout": "20s",
        "jit": "off",
    }.items()
)


_PARAMETER = re.compile(r"(?<!:):([a-z_]+)")
BINARY = "binary"
"""The execution option of statements whose rows come in PostgreSQL's binary form, which is cheaper for both sides. Only
for columns of plain types: text, bytea, numbers, times."""


def _choose_form(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
    if context is not None and context.execution_options.get(BINARY):
        cursor.format = psycopg.pq.Format.BINARY


def driver_sql(statement: str) -> str:
    """`statement`, with parameters written :name, as psycopg itself takes it: for the few that must cost little."""
    return _PARAMETER.sub(r"%(\1)s", statement)


def fetched(connection: Connection, statement: str, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
    """The rows of a statement made by `driver_sql`, in binary form, as psycopg itself gives them: for those read by the
    million."""
    result = connection.exec_driver_sql(statement, values, execution_options={BINARY: True})
    rows: Sequence[Sequence[Any]] = result.cursor.fetchall()
    result.close()
    return rows


RESTED_S = 1.0
"""A connection that was used a moment ago is taken to live; one that rested longer is asked first."""


def _note_rest(link: Any, record: Any) -> None:
    record.info["rested_at"] = time.monotonic()


def _ping_the_rested(link: Any, record: Any, proxy: Any) -> None:
    if time.monotonic() - record.info.get("rested_at", math.inf) < RESTED_S:
        return
    try:
        link.execute("")
        link.rollback()
    except psycopg.Error as error:
        raise exc.DisconnectionError from error


def connect(
    url: str, *, name: str = "counterclaim", pool: int = 5, statement_timeout_s: int = 60,
    master_keys: MasterKeys | None = None,
) -> Engine:
    """An engine for `url` (postgresql+psycopg). It opens connections on first use, and never shares one across a fork.

    Its connections open and seal articles' words with `master_keys`; without them they read only what is not sealed.
    An idle transaction would hold back the high-water mark of the log, so the server ends it after a minute.
    """
    binary.register()
    engine = create_engine(
        url, json_deserializer=msgspec.json.decode, pool_size=pool, max_overflow=pool, pool_recycle=1800,
        execution_options={"master_keys": master_keys},
        connect_args={
            "application_name": name, "connect_timeout": 10, "prepare_threshold": 3,
            "options": f"{_OPTIONS} -c statement_timeout={statement_timeout_s}s",
        },
    )
    event.listen(engine, "before_cursor_execute", _choose_form)
    event.listen(engine, "checkin", _note_rest)
    event.listen(engine, "checkout", _ping_the_rested)
    os.register_at_fork(after_in_child=lambda: engine.dispose(close=False))
    return engine
