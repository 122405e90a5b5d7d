"""What must hold after every fault: each article is processed exactly once or in the failed list, and the read side is
what the log says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import text

from db.projections.rebuild import differences
from services.bootstrap import System
from services.domain.article import Article
from services.domain.events import RecordedEvent
from tests.waiting import wait_until

STEPS = ("ArticleSubmitted", "ClaimsExtracted", "ContradictionsFound")


def settled(system: System, items: Iterable[Article], *, seconds: float = 60.0) -> dict[str, str]:
    """The status of each article once all are processed or failed."""
    wanted = [item.id for item in items]
    status: dict[str, str] = {}

    def all_are() -> bool:
        for i in wanted:
            if status.get(i) not in ("processed", "failed"):
                status[i] = system.queries.article(i).status
        return set(status.values()) <= {"processed", "failed"}

    wait_until(all_are, seconds=seconds, what="the end of all articles")
    return status


def assert_nothing_lost(
    system: System, items: Iterable[Article], *, failed: Iterable[Article] = (), seconds: float = 60.0
) -> None:
    """All of `items` are processed and all of `failed` are in the failed list; each step of each happened exactly once;
    no work is left over; and folding the log anew gives the live rows."""
    items, failed = list(items), list(failed)
    ids = {item.id for item in (*items, *failed)}
    status = settled(system, [*items, *failed], seconds=seconds)
    assert {i for i, s in status.items() if s == "failed"} == {item.id for item in failed}, errors(system)
    stored = [event for event in log_of(system) if event.stream in ids]
    by_stream: dict[str, list[RecordedEvent]] = {}
    for event in stored:
        by_stream.setdefault(event.stream, []).append(event)
    for item in items:
        assert tuple(event.type for event in by_stream[item.id]) == STEPS, item.id
    for item in failed:
        steps = tuple(event.type for event in by_stream[item.id])
        assert steps == STEPS[: len(steps)], item.id
    for stream, events in by_stream.items():
        assert [event.version for event in events] == list(range(1, len(events) + 1)), stream
    assert_jobs(system, ids, failed)
    assert_causes(stored)
    assert differences(system.engine) == {}


def assert_jobs(system: System, ids: set[str], failed: Iterable[Article]) -> None:
    """Of the articles of `ids` the failed list names each of `failed` once, with an error; other jobs are done."""
    listed = [job for job in system.queries.failed(limit=500).items if job.article_id in ids]
    assert Counter(job.article_id for job in listed) == Counter(item.id for item in failed)
    assert all(job.error for job in listed)
    query = text("SELECT DISTINCT state FROM jobs WHERE article_id = ANY (:ids)")
    with system.engine.connect() as connection:
        assert set(connection.execute(query, {"ids": list(ids)}).scalars()) <= {"done", "failed"}


def assert_causes(stored: Iterable[RecordedEvent]) -> None:
    """No event follows twice on the same cause."""
    caused = Counter((event.causation_id, event.type) for event in stored if event.causation_id)
    assert not [cause for cause, count in caused.items() if count > 1]


def log_of(system: System) -> list[RecordedEvent]:
    """The whole log."""
    stored: list[RecordedEvent] = []
    while page := system.queries.events(after=stored[-1].position if stored else 0, limit=500):
        stored += page
    return stored


def errors(system: System) -> list[str | None]:
    """What the failed list says, for a test that fails."""
    return [job.error for job in system.queries.failed(limit=20).items]
