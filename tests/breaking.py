"""Breaks the connection to the database at one chosen call, and turns the real relay and tasks through it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from psycopg import OperationalError
from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError

from db.dispatch import Pace
from db.watermark import Leader
from services.bootstrap import System
from services.domain.article import Article
from services.domain.errors import ServiceUnavailable
from tests.waiting import wait_until
from workers import chores, job, outcomes, tasks
from workers.companies import Company, companies
from workers.doorbell import TASKS
from workers.relay import Relay

AWAY = (psycopg.Error, SQLAlchemyError, ServiceUnavailable)


class Breaking:
    """Counts statements and commits of an engine, and loses the connection at call `at`: before it, or, where it is a
    commit and `after` is set, when the server has done it and the client does not know."""

    def __init__(self, engine: Engine) -> None:
        self.calls, self.at, self.after, self.broken = 0, -1, False, 0
        self.commits: list[int] = []
        self._commit = engine.dialect.do_commit
        event.listen(engine, "before_cursor_execute", self._execute)
        engine.dialect.do_commit = self._committing  # type: ignore[method-assign]

    def arm(self, at: int, *, after: bool = False) -> None:
        """Break at call `at` from now."""
        self.calls, self.at, self.after, self.commits = 0, at, after, []

    def _execute(self, connection: Any, cursor: Any, *_: Any) -> None:
        self._maybe_break(cursor.connection)

    def _committing(self, connection: Any) -> None:
        if self.after:
            self._commit(connection)
        self.commits.append(self.calls + 1)
        self._maybe_break(connection)
        if not self.after:
            self._commit(connection)

    def _maybe_break(self, connection: Any) -> None:
        self.calls += 1
        if self.calls == self.at:
            self.broken += 1
            getattr(connection, "driver_connection", connection).close()
            raise OperationalError("server closed the connection unexpectedly")


class Bell:
    """A doorbell that the test answers."""

    def __init__(self) -> None:
        self.rung: list[Company] = []

    def ring(self, companies: Sequence[Company]) -> None:
        self.rung += companies

    def empty(self) -> bool:
        return True


class Machine:
    """The real relay and the real tasks on a system, without processes between them; jobs that nothing happened to yet
    are called for one by one, or, however long they take, `together`."""

    def __init__(self, system: System, monkeypatch: pytest.MonkeyPatch, *, together: bool = False) -> None:
        self.system, self.bell = system, Bell()
        for module in (job, outcomes, tasks):
            monkeypatch.setattr(module, "system", lambda: system)
        monkeypatch.setattr(job, "pulse", lambda: SimpleNamespace(hand=None, done=0))
        monkeypatch.setattr(outcomes, "RETELL_S", 0.01)
        pace = {consumer: Pace(0.0, 1) for consumer in TASKS} if together else {}
        monkeypatch.setattr(chores, "companies", lambda rings, _: companies(rings, pace))
        for interval in ("SWEEP_S", "LOST_S"):
            monkeypatch.setattr(chores, interval, 0.0)
        self.relay = Relay(system, self.bell, threading.Event())  # type: ignore[arg-type]

    def turn(self) -> None:
        """One round of the relay, and all jobs that it rang for."""
        try:
            self.relay.step()
        except AWAY:
            self.relay._leader = Leader(self.system.engine)
        rung, self.bell.rung = self.bell.rung, []
        handlers = {"extract": tasks.extract, "cross_reference": tasks.cross_reference_claims}
        for company in rung:
            handlers[company.consumer](*company.job_ids)

    def submit(self, items: Sequence[Article]) -> None:
        """Submit as a client does that tries again."""
        while True:
            try:
                self.system.submit(items)
            except AWAY:
                continue
            return

    def run(self, items: Sequence[Article]) -> None:
        """Submit `items` and turn until all are processed."""
        self.submit(items)

        def processed() -> bool:
            self.turn()
            try:
                return all(self.system.queries.article(item.id).status == "processed" for item in items)
            except AWAY:
                return False

        wait_until(processed, seconds=20, what="the end of all articles")
