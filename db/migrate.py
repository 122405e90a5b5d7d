"""Migrations: bring a database to this program's schema, take it back, say where it stands."""

from __future__ import annotations

import time
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from alembic import command
from services.domain.errors import ServiceUnavailable
from services.settings import normalised

_LOCK_NOT_AVAILABLE = "55P03"


def _config(url: str | None = None) -> Config:
    """Alembic's settings from the repository, or from the copy that an installed wheel carries."""
    here = Path(__file__).resolve().parent
    root = next(folder for folder in (here.parent, here / "migrations_bundle") if (folder / "alembic.ini").exists())
    config = Config(str(root / "alembic.ini"))
    config.set_main_option("script_location", str(root / "alembic"))
    if url:
        config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(url: str, revision: str = "head", *, trying_s: float = 300.0, config: Config | None = None) -> None:
    """Migrate the database at `url` up to `revision` while the system works on it.

    A lock that is not to be had soon is asked for again, for `trying_s` seconds. Then raises `ServiceUnavailable`; the
    revisions done by then stay done.
    """
    until = time.monotonic() + trying_s
    while True:
        try:
            return command.upgrade(config or _config(url), revision)
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
                raise
            if time.monotonic() > until:
                raise ServiceUnavailable(
                    "the migration could not lock a table: end the transactions that hold it (pg_stat_activity shows "
                    "them) and run `counterclaim db upgrade` again"
                ) from error
        time.sleep(0.5)


def downgrade(url: str, revision: str = "base") -> None:
    """Take the database at `url` back to `revision`; what later revisions held is lost."""
    command.downgrade(_config(url), revision)


def newest() -> str | None:
    """The revision that this program is written for."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def current(engine: Engine) -> str | None:
    """The revision that the database is at; None before the first migration."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def require_schema(engine: Engine) -> None:
    """Raise `ServiceUnavailable` where the database is older than this program needs. A newer one, of a revision that
    this program has never heard of, is fine: migrations take nothing away that the program before them uses."""
    found, scripts = current(engine), ScriptDirectory.from_config(_config())
    older = {script.revision for script in scripts.walk_revisions()} - {scripts.get_current_head()}
    if found is None or found in older:
        raise ServiceUnavailable(
            f"the database is at revision {found}, this program needs {newest()}; run `counterclaim db upgrade`"
        )


def ensure_database(url: str) -> None:
    """Create the database that `url` names, if its server does not have it yet."""
    target = make_url(normalised(url))
    server = create_engine(target.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        known = connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": target.database})
        if known.scalar() is None:
            quoted = server.dialect.identifier_preparer.quote(target.database or "")
            connection.execute(text(f"CREATE DATABASE {quoted}"))
    server.dispose()
