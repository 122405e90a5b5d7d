"""Bytes an event, a stream and a job, measured on a log of the usual mix of two sizes.

`python -m benchmarks.log_sizes [--events 100000 1000000] [--mix FILE] [--json]`. The sample articles are read and
judged once (minutes; --mix keeps that in a file) and appended a few dozen times under other ids, each article under a
key of its own; these rows are then copied within the server, under new ids, up to the sizes wanted: sealed words are as
long and as random as ever. Jobs are dispatched, called for, taken and finished by the product's own statements.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from benchmarks import log_mix
from benchmarks.log_contestants import Ours
from benchmarks.servers import database, execute, folder
from db import dispatch, partitions
from db.jobs import SqlJobs, Terms
from db.sizes import sizes
from db.taking import take
from db.watermark import Leader

GENERATIONS, ROUND, TOGETHER = 30, 25_000, 32
WANTED = ("events", "event_keys", "article_keys", "jobs")
PLANNED = 10**9
_COPY = """
WITH made AS MATERIALIZED (
  SELECT nextval('event_position') AS position, uuidv7() AS id,
    CAST(CAST(md5(stream || ' {salt} ' || n) AS uuid) AS text) AS stream, s.stream AS model, s.version, s.type,
    s.schema_version, s.data, s.sealed, s.correlation_id, s.causation_id, s.producer
  FROM generate_series(1, {times}) AS n, LATERAL (SELECT * FROM events WHERE position <= {model}) AS s
), keys AS (
  INSERT INTO event_keys (stream, version, event_id, position) SELECT stream, version, id, position FROM made
), data_keys AS (
  INSERT INTO article_keys (article_id, master, wrapped)
  SELECT m.stream, k.master, k.wrapped FROM made m JOIN article_keys k ON k.article_id = m.model WHERE m.version = 1
)
INSERT INTO events (
  position, id, stream, version, type, schema_version, data, sealed, correlation_id, causation_id, producer
)
SELECT position, id, stream, version, type, schema_version, data, sealed, correlation_id, causation_id, producer
FROM made"""
_BY_TYPE = text("""
    SELECT type, avg(coalesce(pg_column_size(sealed), 0)) AS sealed, avg(pg_column_size(data)) AS data
    FROM events WHERE position <= :model GROUP BY type ORDER BY type
""")
Figures = dict[str, Any]


def measure(url: str, lines: list[log_mix.Line], upto: list[int]) -> Figures:
    """Bytes a row of each table and of its indexes, at each of the sizes."""
    ours = Ours(url)
    for number in range(GENERATIONS):
        ours.append(log_mix.generation(lines, number))
    model = Leader(ours.engine).catch_up()
    with ours.engine.connect() as connection:
        by_type = [dict(row._mapping) for row in connection.execute(_BY_TYPE, {"model": model})]
    figures: Figures = {"by_type": {r["type"]: [float(r["sealed"]), float(r["data"])] for r in by_type}}
    here = model
    for size in sorted(upto):
        began, start = time.monotonic(), here
        while here < size:
            times = max(1, min(ROUND, size - here) // model)
            with ours.engine.begin() as connection:
                partitions.ensure(connection, here)
            execute(url, _COPY.format(salt=here, times=times, model=model))
            here = _worked_off(url, ours.engine)
            left = max(0, size - here) * (time.monotonic() - began) / (here - start)
            _say(f"{here:,} of {size:,} events, about {left:,.0f} s to go")
        execute(url, "VACUUM ANALYZE events, event_keys, article_keys, jobs")
        figures[str(size)] = _figures(ours.engine, here)
    return figures


def _worked_off(url: str, engine: Engine) -> int:
    """Make the log final, and its jobs, each from dispatched to done; the position reached."""
    here = Leader(engine).catch_up()
    execute(url, f"UPDATE projections.checkpoint SET position = {here}")
    with engine.begin() as connection:
        dispatch.dispatch(connection)
    terms = Terms()
    while True:
        with engine.begin() as connection:
            rung = [ring.job_id for ring in dispatch.due(connection, resend_s=3.0)]
        if not rung:
            return here
        for at in range(0, len(rung), TOGETHER):
            with engine.begin() as connection:
                taken = take(connection, terms, rung[at : at + TOGETHER])
            with engine.begin() as connection:
                SqlJobs(connection, terms).finish_together([one.lease for one in taken], [0.3] * len(taken))


def _figures(engine: Engine, events: int) -> Figures:
    with engine.connect() as connection:
        found = {size.table: size for size in sizes(connection)}
        count = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in WANTED}
    figures: Figures = {"events": events}
    for name in WANTED:
        size = found[name]
        figures[name] = {
            "rows": count[name], "row": size.stored / count[name], "indexes": size.indexes / count[name],
            "planned": (size.stored + size.indexes) / events * PLANNED,
        }
    return figures


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _printed(figures: Figures) -> None:
    for name, (sealed, data) in figures.pop("by_type").items():
        print(f"{name:<22} {sealed:>8,.0f} bytes sealed, {data:>5,.0f} open")
    for size, found in figures.items():
        print(f"\n{int(size):,} events{'':<12} rows   bytes a row   of its indexes   at {PLANNED:,} events")
        for name in WANTED:
            f = found[name]
            terabytes = f["planned"] / 1e12
            print(f"{name:<16} {f['rows']:>14,} {f['row']:>12,.0f} {f['indexes']:>16,.0f} {terabytes:>15.2f} TB")


def main() -> None:
    """Print a table, or with --json one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--mix", type=Path, help="keeps the sample log here, and takes it from here the next time")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    lines = log_mix.kept(given.mix)
    with folder() as place, database(place) as (url, _):
        figures = measure(url, lines, given.events)
    if given.json:
        print(json.dumps(figures))
    else:
        _printed(figures)


if __name__ == "__main__":
    main()
