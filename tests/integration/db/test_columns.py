"""Rows that travel as arrays arrive as they are given."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from db.projections.page import put
from db.projections.set_aside import is_poison
from db.projections.tables import articles, findings, matter_titles, matters

NOON = datetime(2011, 7, 5, 12, tzinfo=UTC)
FINDING: dict[str, Any] = {
    "id": "f", "position": 2**62, "superseded": None, "article_id": "ä", "a": "", "b": "line\nbreak", "relation": "r",
    "kind": None, "score": 0.1, "summary": "“quoted” \\ and 🛰", "signals": [{"name": "x", "weight": -1.5}],
    "judge": "j", "found_at": NOON,
}
ARTICLE: dict[str, Any] = {
    "id": "a", "position": 1, "title": None, "url": None, "language": "en", "published_at": None, "learned_at": NOON,
    "text": "t", "minhash": [0, 2**32 - 1, 7], "syndication": "a",
}
OLD = NOON - timedelta(days=99999)
FEW = [
    (findings, [FINDING, {**FINDING, "id": "g", "superseded": 3, "kind": "denial", "score": -1e300, "signals": []}]),
    (articles, [
        ARTICLE, {**ARTICLE, "id": "b", "position": 2, "minhash": [], "published_at": OLD},
        {**ARTICLE, "id": "c", "position": 3, "minhash": [5], "title": "A title"},
    ]),
    (matters, [
        {"id": "m", "position": 1, "ordinal": 2**31 - 1, "settled": True},
        {"id": "n", "position": 1, "ordinal": -1, "settled": False},
    ]),
    (matter_titles, [
        {"matter_id": "m", "position": 1, "naming": 2, "claims": ["c1", "c,2", ""]},
        {"matter_id": "n", "position": 1, "naming": -32768, "claims": []},
    ]),
]


@pytest.mark.parametrize(("table", "rows"), FEW, ids=lambda given: getattr(given, "name", ""))
def test_what_is_put_into_a_table_stands_in_it(running, table, rows):
    with running.engine.connect() as connection:
        put(connection, table, rows)
        stored = connection.execute(select(*[table.c[name] for name in rows[0]])).mappings().all()
    key = next(iter(rows[0]))
    assert sorted((dict(row) for row in stored), key=lambda row: row[key]) == rows


def test_times_of_any_zone_and_those_without_one_are_stored(running):
    east = datetime(2011, 7, 5, 14, tzinfo=timezone(timedelta(hours=2)))
    given = [NOON, east, NOON.replace(tzinfo=None)]
    with running.engine.connect() as connection:
        put(connection, findings, [{**FINDING, "position": n, "found_at": at} for n, at in enumerate(given)])
        assert connection.execute(select(findings.c.found_at)).scalars().all() == [NOON] * 3


@pytest.mark.parametrize(
    "fault", [{"summary": "nul \x00"}, {"summary": "\ud800"}, {"position": 2**63}, {"score": "much"}], ids=str
)
def test_what_no_column_takes_is_the_events_fault(running, fault):
    rows = [FINDING, {**FINDING, "id": "g", **fault}]
    with running.engine.connect() as connection, pytest.raises((DBAPIError, ValueError, TypeError)) as told:
        put(connection, findings, rows)
    assert is_poison(told.value)
