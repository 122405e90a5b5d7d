"""The answers first given to requests with an idempotency key, kept for a day and more."""

from __future__ import annotations

from sqlalchemy import Engine, text

Answer = tuple[str, int, str]
"""Fingerprint of the request, HTTP status, body."""

_FIND = text("SELECT fingerprint, status, body FROM kept_answers WHERE key = :key")
_KEEP = text("""
    INSERT INTO kept_answers (key, fingerprint, status, body) VALUES (:key, :fingerprint, :status, :body)
    ON CONFLICT (key) DO NOTHING
""")
_FORGET = text("DELETE FROM kept_answers WHERE kept_at < now() - interval '2 days'")


def find(engine: Engine, key: str) -> Answer | None:
    """The answer kept under `key`."""
    with engine.connect() as connection:
        row = connection.execute(_FIND, {"key": key}).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def keep(engine: Engine, key: str, answer: Answer) -> Answer:
    """Keep `answer` unless the key is taken; what is kept: of two racing requests the first one's."""
    fingerprint, status, body = answer
    with engine.begin() as connection:
        connection.execute(_KEEP, {"key": key, "fingerprint": fingerprint, "status": status, "body": body})
    kept = find(engine, key)
    return answer if kept is None else kept


def forget(engine: Engine) -> None:
    """Drop answers older than two days."""
    with engine.begin() as connection:
        connection.execute(_FORGET)
