"""Rebuilds the read side beside the live one, swaps it in, and compares the two."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select, text

from db.dispatch import make_jobs
from db.projections.projector import PAGE, PROJECTING, advance
from db.projections.set_aside import resolve
from db.projections.tables import REBUILT, SCHEMA, checkpoint, metadata
from db.watermark import mark

BESIDE = f"{SCHEMA}_next"
_ALONE = text("SELECT pg_advisory_xact_lock(7423004)")
_CLEAR = text(f"DROP SCHEMA IF EXISTS {BESIDE} CASCADE")


def rebuild(engine: Engine) -> int:
    """Build the read side anew from the first event and swap it in between two pages; readers notice nothing.

    Gives back the position up to which it was built. Events that could not be projected and now can leave the failed
    list, and what waited for them is queued.
    """
    beside = engine.execution_options(schema_translate_map={SCHEMA: BESIDE})
    begun = _prepare(engine, beside)
    while _advance(beside):
        pass
    with beside.begin() as connection:
        connection.execute(_ALONE)
        connection.execute(PROJECTING)
        while advance(connection, PAGE):
            pass
        make_jobs(connection, resolve(connection, begun))
        position = int(connection.execute(select(checkpoint.c.position)).scalar_one())
        connection.execute(text(f"DROP SCHEMA {SCHEMA} CASCADE"))
        connection.execute(text(f"ALTER SCHEMA {BESIDE} RENAME TO {SCHEMA}"))
    return position


def differences(engine: Engine) -> dict[str, int]:
    """Rows that differ between the live read side and one built anew, by table (tables without any are left out).

    The live one must have caught up; what it projects meanwhile waits.
    """
    beside = engine.execution_options(schema_translate_map={SCHEMA: BESIDE})
    _prepare(engine, beside)
    while _advance(beside):
        pass
    with beside.begin() as connection:
        connection.execute(_ALONE)
        connection.execute(PROJECTING)
        while advance(connection, PAGE):
            pass
        found = {table.name: _differing(connection, table) for table in REBUILT if table is not checkpoint}
        behind = mark(connection) - _live_position(connection)
        connection.execute(_CLEAR)
    if behind > 0:
        found["events not yet projected"] = behind
    return {name: count for name, count in found.items() if count}


def _prepare(engine: Engine, beside: Engine) -> datetime:
    with beside.begin() as connection:
        connection.execute(_ALONE)
        connection.execute(_CLEAR)
        connection.execute(text(f"CREATE SCHEMA {BESIDE}"))
        metadata.create_all(connection)
        connection.execute(insert(checkpoint).values(one=1, position=0))
        begun: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return begun


def _advance(beside: Engine) -> int:
    with beside.begin() as connection:
        return advance(connection, PAGE)


def _live_position(connection: Connection) -> int:
    return int(connection.execute(text(f"SELECT position FROM {SCHEMA}.checkpoint")).scalar_one())  # noqa: S608


def _differing(connection: Connection, table: Table) -> int:
    names = f"{SCHEMA}.{table.name}", f"{BESIDE}.{table.name}"
    one_way = "SELECT to_jsonb(x) FROM {} x EXCEPT ALL SELECT to_jsonb(y) FROM {} y"
    query = f"SELECT count(*) FROM (({one_way.format(*names)}) UNION ALL ({one_way.format(*names[::-1])})) AS d"  # noqa: S608
    result: Any = connection.execute(text(query)).scalar_one()
    return int(result)
