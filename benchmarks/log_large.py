"""Costs of a large log beside those of a small one: filled by a fast path that leaves the same tables and indexes."""

from __future__ import annotations

import statistics
import time

from benchmarks.log_contestants import Ours
from benchmarks.servers import execute
from db import partitions
from db.event_log import SqlEventLog
from db.watermark import Leader

SMALL, CHUNK, PROBES = 100_000, 500_000, 300
_FILL = """
WITH made AS MATERIALIZED (
  SELECT nextval('event_position') AS position, gen_random_uuid() AS id, gen_random_uuid() AS stream
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


def compare(url: str, large: int) -> dict[str, float]:
    """Microseconds an append of one, and an event read in pages, at 100,000 events and at `large`, and the ratios."""
    ours = Ours(url)
    ours.append(ours.made(1))
    fill(url, ours, SMALL)
    small = _costs(ours, SMALL)
    began = time.monotonic()
    fill(url, ours, large)
    seconds = time.monotonic() - began
    big = _costs(ours, large)
    figures = {f"{name}_at_{SMALL}": value for name, value in small.items()}
    figures |= {f"{name}_at_{large}": value for name, value in big.items()}
    figures |= {f"{name}_ratio": big[name] / small[name] for name in small}
    return {**figures, "fill_seconds": seconds}


def fill(url: str, ours: Ours, upto: int) -> None:
    """Fill the log up to about `upto` events."""
    while True:
        with ours.engine.begin() as connection:
            here = Leader(ours.engine).catch_up()
            partitions.ensure(connection, here)
        if here >= upto:
            execute(url, "VACUUM ANALYZE events, event_keys, article_keys", "CHECKPOINT")
            return
        execute(url, _FILL.format(count=min(CHUNK, upto - here)))


def _costs(ours: Ours, events: int) -> dict[str, float]:
    waits = []
    for _ in range(PROBES):
        made = ours.made(1)
        began = time.perf_counter()
        ours.append(made)
        waits.append(time.perf_counter() - began)
    pages = []
    with ours.engine.connect() as connection:
        for n in range(20):
            began = time.perf_counter()
            page = SqlEventLog(connection).read(events * n // 21, 500)
            pages.append((time.perf_counter() - began) / len(page))
    return {"append_us": 1e6 * statistics.median(waits), "read_us": 1e6 * statistics.median(pages)}
