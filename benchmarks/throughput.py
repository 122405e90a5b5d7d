"""What delivery costs: articles in which nothing is found, from submit to projected, through real processes.

PostgreSQL that flushes to disk, a broker, a relay and one Celery worker with two children. `python -m
benchmarks.throughput [--json] [--articles N]`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from sqlalchemy import text

from benchmarks.articles import article
from benchmarks.servers import database, folder
from services.bootstrap import System, system
from services.domain.article import Article
from services.embedded import valkey
from services.settings import Settings

BATCH, WORKERS, WARM_UP = 50, 2, 200
_DONE = text("SELECT count(*) FROM projections.articles WHERE compared IS NOT NULL")


@dataclass(frozen=True)
class Result:
    """Articles a second, and milliseconds of processor time an article, by who spent it."""

    articles: int
    seconds: float
    articles_per_second: float
    worker_ms: float
    database_ms: float
    relay_ms: float
    broker_ms: float
    submit_ms: float
    worker_and_database_ms: float
    alone_ms: float


def measure(articles: int) -> Result:
    """Submit `articles` in batches and wait for the last; then a few one by one, for the time that one takes alone."""
    with folder() as place, database(place) as (url, server), _broker(place) as broker:
        settings = Settings(database_url=url, redis_url=broker.url, models="benchmarks.nothing:models")
        running = system(settings, name="benchmark")
        with _processes(url, broker.url, place) as (relay, worker):
            made = [article(number) for number in range(WARM_UP + articles)]
            _submit(running, made[:WARM_UP])
            _await(running, WARM_UP)
            who = {"worker": worker.pid, "database": server.pid, "relay": relay.pid, "broker": broker.process.pid}
            before, own, started = _spent(who), time.process_time(), time.monotonic()
            _submit(running, made[WARM_UP:])
            submitted = time.process_time() - own
            _await(running, WARM_UP + articles)
            seconds = time.monotonic() - started
            spent = {name: after - before[name] for name, after in _spent(who).items()}
            alone = _one_by_one(running, WARM_UP + articles)
        running.close()
    ms = {name: 1000 * value / articles for name, value in spent.items()}
    return Result(
        articles, seconds, articles / seconds, ms["worker"], ms["database"], ms["relay"], ms["broker"],
        1000 * submitted / articles, ms["worker"] + ms["database"], alone,
    )


def _submit(running: System, made: Sequence[Article]) -> None:
    for start in range(0, len(made), BATCH):
        running.submit(made[start : start + BATCH])


def _await(running: System, count: int, *, pause: float = 0.05) -> None:
    deadline = time.monotonic() + 240
    while True:
        with running.engine.connect() as connection:
            if connection.execute(_DONE).scalar_one() >= count:
                return
        if time.monotonic() > deadline:
            raise SystemExit("the articles were not processed in time; is a worker's log in the way?")
        time.sleep(pause)


def _one_by_one(running: System, count: int) -> float:
    """Median milliseconds from submit to projected on an idle system."""
    waits = []
    for number in range(count, count + 15):
        item = article(number)
        started = time.monotonic()
        running.submit([item])
        _await(running, number + 1, pause=0.002)
        waits.append(time.monotonic() - started)
    return 1000 * sorted(waits)[len(waits) // 2]


def _spent(who: Mapping[str, int]) -> dict[str, float]:
    """Seconds of processor time that each process and its children, ended ones included, have used."""
    found = {}
    for name, pid in who.items():
        parent, total = psutil.Process(pid), 0.0
        for process in [parent, *parent.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                total += times.user + times.system + times.children_user + times.children_system
        found[name] = total
    return found


@contextmanager
def _broker(place: Path) -> Iterator[valkey.ValkeyServer]:
    server = valkey.start(place / "valkey")
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def _processes(
    url: str, broker_url: str, place: Path
) -> Iterator[tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]]]:
    environment = {
        "DATABASE_URL": url, "REDIS_URL": broker_url, "COUNTERCLAIM_MODELS": "benchmarks.nothing:models",
        "OMP_NUM_THREADS": "1", "PYTHONPATH": ".",
    }
    commands = (("-m", "workers.relay"), ("-m", "workers", "--concurrency", str(WORKERS)))
    started = [_start(command, environment, place / f"{command[1]}.log") for command in commands]
    try:
        yield started[0], started[1]
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(30)


def _start(command: Sequence[str], environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, *command], env={**os.environ, **environment}, stdout=out, stderr=out,
            start_new_session=True,
        )


def main() -> None:
    """Print a table, or with --json one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    result = measure(arguments.articles)
    if arguments.json:
        print(json.dumps(asdict(result)))
        return
    for name, value in asdict(result).items():
        print(f"{name.replace('_', ' '):<24} {value:>10.2f}")


if __name__ == "__main__":
    main()
