"""Rebuilds the read side beside the live one, swaps it in, and compares the two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, text

from db.dispatch import make_jobs
from db.migrate import require_schema
from db.projections import comparison
from db.projections.projector import PAGE, PROJECTING, advance
from db.projections.set_aside import resolve
from db.projections.tables import REBUILT, SCHEMA, checkpoint, metadata
from db.watermark import mark

BESIDE, BEFORE = f"{SCHEMA}_next", f"{SCHEMA}_before"
_ALONE = text("SELECT pg_advisory_xact_lock(7423004)")
_CLEAR = text(f"DROP SCHEMA IF EXISTS {BESIDE} CASCADE")


def rebuild(engine: Engine) -> int:
    """Build the read side anew from the first event and swap it in between two pages; readers notice nothing.

    Gives back the position up to which it was built. Events that could not be projected and now can leave the failed
    list, and what waited for them is queued. Raises `ServiceUnavailable` where the database has another schema than
    this program: the tables would lose what they have more.
    """
    require_schema(engine, exactly=True)
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
        connection.execute(text(f"ALTER SCHEMA {SCHEMA} RENAME TO {BEFORE}"))
        connection.execute(text(f"ALTER SCHEMA {BESIDE} RENAME TO {SCHEMA}"))
    _drop_before(engine)
    return position


def _drop_before(engine: Engine) -> None:
    """Drop what was live before, a table at a time: so a reader that still reads there is waited for, and nobody who
    holds one of its tables and asks for another can be in a deadlock with us."""
    for table in REBUILT:
        with engine.begin() as connection:
            connection.execute(text(f"DROP TABLE IF EXISTS {BEFORE}.{table.name}"))
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {BEFORE} CASCADE"))


def differences(engine: Engine, *, tell: Callable[[str], None] | None = None) -> dict[str, int]:
    """Rows that differ between the live read side and one built anew, by table (tables without any are left out).

    `tell` is given a sentence for each of the first. The live one must have caught up; what it projects meanwhile
    waits.
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
        found = {t.name: comparison.count(connection, t, SCHEMA, BESIDE) for t in REBUILT if t is not checkpoint}
        for table in REBUILT:
            if tell is not None and found.get(table.name):
                for line in comparison.describe(connection, table, SCHEMA, BESIDE):
                    tell(line)
        behind = mark(connection) - _live_position(connection)
        connection.execute(_CLEAR)
    if behind > 0:
        found["events not yet projected"] = behind
    return {name: count for name, count in found.items() if count}


def _prepare(engine: Engine, beside: Engine) -> datetime:
    with beside.begin() as connection:
        connection.execute(_ALONE)
        connection.execute(_CLEAR)
        connection.execute(text(f"DROP SCHEMA IF EXISTS {BEFORE} CASCADE"))
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
