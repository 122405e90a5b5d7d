"""What can be told of the database's health, and of who is at work on it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from db import article_keys
from db.leadership import RELAY_LOCK
from db.migrate import current, newest
from db.queries.work import throughput
from services.domain.errors import ServiceUnavailable

Check = tuple[str, bool, str]
"""What was looked at, whether it is well, what was seen or is to be done."""

_RELAY = text("""
    SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = :key AND classid = 0 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
""").bindparams(key=RELAY_LOCK)


def checks(engine: Engine) -> Iterator[Check]:
    """Database, schema, keys, relay, workers, projections and failed jobs, in this order."""
    try:
        with engine.connect() as connection:
            version = connection.execute(text("SHOW server_version")).scalar_one()
    except OperationalError:
        yield "database", False, "can't be reached; is it running, and does DATABASE_URL name it?"
        return
    yield "database", True, f"PostgreSQL {version}"
    found, wanted = current(engine), newest()
    note = f"revision {found}" if found == wanted else f"revision {found}, not {wanted}; run `counterclaim db upgrade`"
    yield "schema", found == wanted, note
    if found == wanted:
        with engine.connect() as connection:
            yield from _work(connection)


def _work(connection: Connection) -> Iterator[Check]:
    yield _keys(connection)
    leading = connection.execute(_RELAY).scalar_one()
    idle = "none runs; start `counterclaim up` or `python -m workers.relay`"
    yield "relay", leading == 1, "leads" if leading else idle
    now = throughput(connection)
    none = "none has reported in half a minute; start `counterclaim up` or a Celery worker"
    yield "workers", bool(now.workers), f"{len(now.workers)} at work" if now.workers else none
    behind = now.log_position - now.projected_position
    yield "projections", behind < 1000, f"{behind} events behind the log" if behind else "up with the log"
    failed = now.articles_failed
    yield "failed", not failed, f"{failed} articles; see `counterclaim failed list`" if failed else "none"


def _keys(connection: Connection) -> Check:
    try:
        count = article_keys.verify(connection)
        name = article_keys.masters_of(connection).current
    except ServiceUnavailable as error:
        return "master key", False, error.message
    former = sum(n for master, n in article_keys.masters_in_use(connection).items() if master != name)
    note = f"; {former} still under a former one: run `counterclaim keys rotate`" if former else ""
    return "master key", True, f"{name} opens the keys of {count} articles{note}"
