"""Keeps answers to requests with an idempotency key in the database."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from db import kept_answers
from services.api.ports import KeptAnswer
from services.domain.errors import ServiceUnavailable


class DatabaseAnswers:
    """Implements `services.api.ports.AnswerStore`. Raises `ServiceUnavailable` without a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, key: str) -> KeptAnswer | None:
        """The answer kept under `key`."""
        try:
            found = kept_answers.find(self._engine, key)
        except OperationalError as error:
            raise ServiceUnavailable("The database can't be reached; try again with the same key.") from error
        return KeptAnswer(*found) if found else None

    def keep(self, key: str, answer: KeptAnswer) -> KeptAnswer:
        """What is kept under `key` from now on: `answer`, or what a racing request kept first."""
        try:
            found = kept_answers.keep(self._engine, key, (answer.fingerprint, answer.status, answer.body))
            kept_answers.forget(self._engine)
        except OperationalError as error:
            raise ServiceUnavailable("The database can't be reached; try again with the same key.") from error
        return KeptAnswer(*found)
