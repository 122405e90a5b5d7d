"""Connections to PostgreSQL, each with its limits."""

from __future__ import annotations

import os

from sqlalchemy import Engine, create_engine

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


def connect(
    url: str, *, name: str = "counterclaim", pool: int = 5, statement_timeout_s: int = 60,
    master_keys: MasterKeys | None = None,
) -> Engine:
    """An engine for `url` (postgresql+psycopg). It opens connections on first use, and never shares one across a fork.

    Its connections open and seal articles' words with `master_keys`; without them they read only what is not sealed.
    An idle transaction would hold back the high-water mark of the log, so the server ends it after a minute.
    """
    engine = create_engine(
        url, pool_size=pool, max_overflow=pool, pool_pre_ping=True, pool_recycle=1800,
        execution_options={"master_keys": master_keys},
        connect_args={
            "application_name": name, "connect_timeout": 10, "prepare_threshold": 3,
            "options": f"{_OPTIONS} -c statement_timeout={statement_timeout_s}s",
        },
    )
    os.register_at_fork(after_in_child=lambda: engine.dispose(close=False))
    return engine
