"""Runs migrations online, in one transaction each, with lock and statement timeouts."""

from __future__ import annotations

import os

from sqlalchemy import create_engine, text

from alembic import context
from db.projections.tables import metadata as read_side
from db.tables import metadata as write_side
from services.settings import normalised

config = context.config
url = config.get_main_option("sqlalchemy.url") or os.environ.get("DATABASE_URL", "")
if not url:
    raise SystemExit("set DATABASE_URL to the database to migrate")

engine = create_engine(normalised(url.replace("%%", "%")))
with engine.connect() as connection:
    # Who waits for a table's lock makes everybody behind it wait too: short, and `db.migrate.upgrade` tries again.
    connection.execute(text("SET lock_timeout = '2s'"))
    connection.execute(text("SET statement_timeout = '10min'"))
    # Two migrations at once would trip over each other.
    connection.execute(text("SELECT pg_advisory_lock(7423001)"))
    connection.commit()
    context.configure(
        connection=connection, target_metadata=[write_side, read_side], transaction_per_migration=True,
        include_schemas=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
