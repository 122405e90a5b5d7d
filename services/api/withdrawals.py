"""Withdraws articles and waits until the read side tells of it."""

from __future__ import annotations

import time

from pydantic import BaseModel, Field

from services.api.ports import System

PATIENCE_SECONDS = 2.0


class Withdrawn(BaseModel):
    """Articles whose words were destroyed by this request."""

    withdrawn: list[str] = Field(description="Ids; empty where all were withdrawn before.")
    shown: bool = Field(description="Whether the read side has caught up; if not, it does once the relay runs.")


def withdraw(
    system: System, article_id: str, reason: str, *, by: str | None, copies: bool, correlation_id: str
) -> Withdrawn:
    """Withdraw the article, with `copies` also what prints the same text. Raises `NotFound` or `Ambiguous`."""
    article = system.queries.article(article_id)
    others = system.queries.copies_of(article.id) if copies else ()
    ids = system.withdraw([article.id, *(o.id for o in others)], reason, by=by, correlation_id=correlation_id)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (shown := _shown(system, ids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return Withdrawn(withdrawn=ids, shown=shown)


def _shown(system: System, ids: list[str]) -> bool:
    return all(system.queries.article(id_).withdrawn_at is not None for id_ in ids)
