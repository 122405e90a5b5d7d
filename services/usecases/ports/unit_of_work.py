"""One transaction, and what can be done in it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol

from services.usecases.ports.history import Affiliations, Candidates, Erasure
from services.usecases.ports.jobs import Jobs
from services.usecases.ports.log import EventLog


class UnitOfWork(Protocol):
    """One transaction. Leaving the block without `commit()` rolls back."""

    @property
    def log(self) -> EventLog: ...

    @property
    def jobs(self) -> Jobs: ...

    @property
    def candidates(self) -> Candidates: ...

    @property
    def erasure(self) -> Erasure: ...

    @property
    def affiliations(self) -> Affiliations: ...

    def __enter__(self) -> UnitOfWork: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None: ...

    def commit(self) -> None: ...


class StartUnitOfWork(Protocol):
    """Opens a transaction."""

    def __call__(self) -> AbstractContextManager[UnitOfWork]: ...
