"""The event log beside the library `eventsourcing` and bare psycopg, in one run on one server that flushes to disk.

Appends and reads new articles, each with a key of its own, or with --event verdict small events that bear no words.
Needs `pip install -r benchmarks/requirements.txt`. `python -m benchmarks.log [--json] [--large [EVENTS]]`; with --large
a log is filled up to so many events (ten million where none are named: minutes, and 8 GB of disk, as it tells on the
way) and its costs are compared with those at 100,000.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import sys
import time
from functools import partial
from typing import Any

from benchmarks import log_large, log_processor
from benchmarks.log_contestants import BARE, CONTESTANTS, Library, LibraryProjection, Ours, SealedLibrary
from benchmarks.log_processor import read_library, read_ours
from benchmarks.servers import database, execute, folder
from db.event_log import SqlEventLog
from db.projections.projector import Projector
from db.watermark import Leader
from services.domain.contradiction import Judgement
from services.domain.events import NewEvent, VerdictRecorded
from services.domain.identity import event_id

WRITERS, SIZES, PAGE = 4, (1, 10, 100), 500
Figures = dict[str, Any]


def appends(url: str, seconds: float, rounds: int, kind: str) -> Figures:
    """Events a second by contestant and events in a transaction: the median of rounds in turn, and its ratios."""
    crews = {name: Crew(name, url, kind) for name in CONTESTANTS}
    rates: dict[tuple[str, int], list[float]] = {}
    for size in SIZES:
        counts = {name: max(4, int(seconds * crew.rate(size, 8) / size / WRITERS)) for name, crew in crews.items()}
        for _ in range(rounds):
            for name, crew in crews.items():
                rates.setdefault((name, size), []).append(crew.rate(size, counts[name]))
    for crew in crews.values():
        crew.go_home()
    figures: Figures = {
        f"append_{name}_{size}x{WRITERS}": statistics.median(found) for (name, size), found in rates.items()
    }
    for size in SIZES:
        for other in ("library", "sealed_library", "bare"):
            pairs = zip(rates["ours", size], rates[other, size], strict=True)
            figures[f"append_{size}_to_{other}"] = statistics.median(ours / theirs for ours, theirs in pairs)
    return figures


class Crew:
    """Four processes of one contestant, that write at once when told to."""

    def __init__(self, name: str, url: str, kind: str) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["benchmarks.log_contestants"])
        self._links, self._processes = [], []
        for _ in range(WRITERS):
            ours, theirs = context.Pipe()
            self._processes.append(context.Process(target=write, args=(name, url, kind, theirs), daemon=True))
            self._links.append(ours)
            self._processes[-1].start()

    def rate(self, size: int, transactions: int) -> float:
        """Events a second of all together, each writing so many transactions of events made before."""
        for link in self._links:
            link.send((size, transactions))
        for link in self._links:
            link.recv()
        began = time.monotonic()
        for link in self._links:
            link.send("go")
        for link in self._links:
            link.recv()
        return size * transactions * WRITERS / (time.monotonic() - began)

    def go_home(self) -> None:
        """End."""
        for link, process in zip(self._links, self._processes, strict=True):
            link.send(None)
            process.join(10)


def write(name: str, url: str, kind: str, link: Any) -> None:
    """One writer: makes its events, says so, and when told to appends them."""
    writer: Any = CONTESTANTS[name](url, kind)
    while order := link.recv():
        size, transactions = order
        given = [writer.made(size) for _ in range(transactions)]
        link.send("made")
        link.recv()
        for events in given:
            writer.append(events)
        link.send("done")


def reading(url: str, events: int) -> Figures:
    """Events a second from the first to the last, decoded, in pages."""
    ours, library, sealed = Ours(url), Library(url), SealedLibrary(url)
    Leader(ours.engine).catch_up()
    readers = {
        "ours": partial(read_ours, ours, events), "library": partial(read_library, library, events),
        "sealed_library": partial(read_library, sealed, events),
    }
    rates: dict[str, list[float]] = {name: [] for name in readers}
    log_processor.settle()
    for _ in range(3):
        for name, read in readers.items():
            began = time.monotonic()
            rates[name].append(read() / (time.monotonic() - began))
    figures: Figures = {f"read_{name}": statistics.median(found) for name, found in rates.items()}
    for other in ("library", "sealed_library"):
        pairs = zip(rates["ours"], rates[other], strict=True)
        figures[f"read_to_{other}"] = statistics.median(ours / theirs for ours, theirs in pairs)
    return figures


def projecting(url: str, events: int) -> Figures:
    """Events a second into rows: the product's projector on articles with texts of their own and on verdicts, and the
    library."""
    ours, library = Ours(url), Library(url)
    page = library.recorder.select_notifications(0, min(events, 1000), inclusive_of_start=False)
    projection, projector = LibraryProjection(library), Projector(ours.engine)
    decoded, numbers = [library.mapper.to_domain_event(n) for n in page], [n.id for n in page]
    log_processor.settle()
    began = time.monotonic()
    projection.take_in(decoded, numbers)
    rates = {"library": len(page) / (time.monotonic() - began)}
    projector.catch_up()
    for name, append in (("articles", Ours.append_distinct), ("verdicts", _append_verdicts)):
        append(ours, events)
        Leader(ours.engine).catch_up()
        log_processor.settle()
        began = time.monotonic()
        rates[name] = projector.catch_up() / (time.monotonic() - began)
    figures = {f"project_{name}": rate for name, rate in rates.items()}
    return figures | {f"project_{name}_to_library": rates[name] / rates["library"] for name in ("articles", "verdicts")}


def _append_verdicts(ours: Ours, events: int) -> None:
    for start in range(0, events, PAGE):
        new = [
            NewEvent(i, i, VerdictRecorded(i, Judgement.UNSURE, None, None), i, None, "benchmark")
            for i in (event_id(n) for n in range(start, start + PAGE))
        ]
        with ours.engine.begin() as connection:
            SqlEventLog(connection).append(new)


def main() -> None:
    """Print a table, or with --json one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--event", choices=("article", "verdict"), default="article")
    parser.add_argument("--large", type=int, nargs="?", const=10_000_000, metavar="EVENTS")
    parser.add_argument("--processor", action="store_true", help="processor time an event instead of rates")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with folder() as place, database(place) as (url, server):
        if arguments.large:
            figures = log_large.compare(url, server, arguments.large)
        else:
            execute(url, BARE)
            Library(url).recorder.create_table()
            SealedLibrary(url).recorder.create_table()
            figures = (_costs if arguments.processor else _rates)(url, arguments)
    if arguments.json:
        print(json.dumps(figures))
    elif arguments.large:
        _told(figures)


def _rates(url: str, given: argparse.Namespace) -> Figures:
    figures = _told(appends(url, given.seconds, given.rounds, given.event))
    figures |= _told(reading(url, given.events))
    return figures | (_told(projecting(url, given.events // 2)) if given.event == "article" else {})


def _costs(url: str, given: argparse.Namespace) -> Figures:
    figures = _told(log_processor.appending(url, given.event, SIZES, given.events, given.rounds))
    figures |= _told(log_processor.reading(url, given.events // 2))
    if given.event == "article":
        figures |= _told(log_processor.projecting(url, given.events // 2, _append_verdicts))
    return figures


def _told(figures: Figures) -> Figures:
    """`figures`, printed as they come where the table goes, or beside the one JSON object."""
    out = sys.stderr if "--json" in sys.argv else sys.stdout
    for name, value in figures.items():
        print(f"{name:<34} {value:>12,.2f}", file=out, flush=True)
    return figures


if __name__ == "__main__":
    main()
