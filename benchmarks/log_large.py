"""Costs of a large log beside those of a small one: filled by a fast path that leaves the same tables and indexes.

Both lie in databases of one server and take turns, so that what else the machine does falls on both alike. What fills
them are small events, each with a stream and an article's key of its own: three times the keys that articles have.
"""

from __future__ import annotations

import statistics
import sys
import time
from functools import partial

from benchmarks.log_contestants import Ours
from benchmarks.log_processor import settle, spent
from benchmarks.servers import execute
from db import partitions
from db.event_log import SqlEventLog
from db.migrate import ensure_database, upgrade
from db.watermark import Leader
from services.embedded.postgres import PostgresServer
from services.settings import normalised

SMALL, CHUNK, PAGE = 100_000, 250_000, 500
ROUNDS, APPENDS, PAGES = 20, 25, 10
_FILL = """
WITH made AS MATERIALIZED (
  SELECT nextval('event_position') AS position, uuidv7() AS id, gen_random_uuid() AS stream
  FROM generate_series(1, {count})
), keys AS (
  INSERT INTO event_keys (stream, version, event_id, position)
  SELECT CAST(stream AS text), 1, id, position FROM made
), data_keys AS (
  INSERT INTO article_keys (article_id, master, wrapped)
  SELECT CAST(stream AS text), k.master, k.wrapped FROM made, (SELECT * FROM article_keys LIMIT 1) AS k
)
INSERT INTO events (position, id, stream, version, type, schema_version, data, correlation_id, producer)
SELECT position, id, CAST(stream AS text), 1, 'VerdictRecorded', 3,
  CAST('{{"finding_id": "f", "judgement": "unsure", "note": null, "analyst": "a", "articles": []}}' AS jsonb),
  CAST(id AS text), 'benchmark'
FROM made"""
Costs = dict[str, list[float]]


def compare(url: str, server: PostgresServer, large: int) -> dict[str, float]:
    """Microseconds an append of one article, and an event caught up on in pages, at 100,000 events and at `large`, and
    the ratios of medians: by the clock, and in processor time of client and server."""
    other = normalised(server.database_url("large"))
    ensure_database(other)
    upgrade(other)
    logs = {SMALL: Ours(url), large: Ours(other)}
    began = time.monotonic()
    for (size, ours), where in zip(logs.items(), (url, other), strict=True):
        ours.append(ours.made(1))
        fill(where, ours, size)
    seconds = time.monotonic() - began
    costs: dict[int, Costs] = {size: {} for size in logs}
    settle()
    for turn in range(-1, ROUNDS):
        for size, ours in logs.items():
            found = _costs(ours, size, max(turn, 0))
            for name, value in found.items() if turn >= 0 else ():
                costs[size].setdefault(name, []).append(value)
    middle = {size: {name: statistics.median(all_) for name, all_ in found.items()} for size, found in costs.items()}
    figures = {f"{name}_at_{size}": value for size, found in middle.items() for name, value in found.items()}
    figures |= {f"{name}_ratio": middle[large][name] / middle[SMALL][name] for name in middle[SMALL]}
    return {**figures, "fill_seconds": seconds}


def fill(url: str, ours: Ours, upto: int) -> None:
    """Fill the log up to about `upto` events, telling how far it is."""
    began = time.monotonic()
    while True:
        with ours.engine.begin() as connection:
            here = Leader(ours.engine).catch_up()
            partitions.ensure(connection, here)
        if here > 1:
            left = max(0, upto - here) * (time.monotonic() - began) / here
            print(f"{here:,} of {upto:,} events, about {left:,.0f} s to go", file=sys.stderr, flush=True)
        if here >= upto:
            execute(url, "VACUUM ANALYZE events, event_keys, article_keys", "CHECKPOINT")
            return
        execute(url, _FILL.format(count=min(CHUNK, upto - here)))


def _costs(ours: Ours, events: int, turn: int) -> dict[str, float]:
    """One turn: some appends of one article each, and a stretch of pages at a place of its own."""
    figures: dict[str, float] = {}
    made = [ours.made(1) for _ in range(APPENDS)]

    def append() -> None:
        for one in made:
            ours.append(one)

    start = (events - PAGE * PAGES) * turn // ROUNDS
    for name, work, count in (
        ("append", append, APPENDS),
        ("catch_up", partial(_read, ours, start), PAGE * PAGES),
    ):
        began = time.perf_counter()
        client, serving = spent(ours, work, count)
        figures[f"{name}_us"] = 1e6 * (time.perf_counter() - began) / count
        figures[f"{name}_processor_us"] = client + serving
    return figures


def _read(ours: Ours, after: int) -> None:
    with ours.engine.connect() as connection:
        for _ in range(PAGES):
            after = SqlEventLog(connection).read(after, PAGE)[-1].position
