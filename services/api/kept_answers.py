"""Keeps answers to requests with an idempotency key in the database."""

from __future__ import annotations

from sqlalchemy import Engine

from db import kept_answers
from db.outage import translated
from services.api.ports import KeptAnswer


class DatabaseAnswers:
    """Implements `services.api.ports.AnswerStore`. Raises `ServiceUnavailable` without a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, key: str) -> KeptAnswer | None:
        """The answer kept under `key`."""
        with translated():
            found = kept_answers.find(self._engine, key)
        return KeptAnswer(*found) if found else None

    def keep(self, key: str, answer: KeptAnswer) -> KeptAnswer:
        """What is kept under `key` from now on: `answer`, or what a racing request kept first."""
        with translated():
            found = kept_answers.keep(self._engine, key, (answer.fingerprint, answer.status, answer.body))
            kept_answers.forget(self._engine)
        return KeptAnswer(*found)
