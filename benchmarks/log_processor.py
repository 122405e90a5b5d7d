"""What an event of the log costs in processor time, of the client and of the server's process that serves it.

One process and one connection a contestant, in turn: so the figures hold on a machine that is busy with other things,
where rates say nothing. Waiting for locks and for the disk is not in them.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.log_contestants import CONTESTANTS, Bare, Library, LibraryProjection, Ours, SealedLibrary
from db.event_log import SqlEventLog
from db.projections.projector import Projector
from db.watermark import Leader

PAGE = 500
Figures = dict[str, float]
Costs = dict[str, list[tuple[float, float]]]


def appending(url: str, kind: str, sizes: tuple[int, ...], events: int, rounds: int) -> Figures:
    """Microseconds an event by contestant and events in a transaction, and how many times ours the others cost."""
    crew = {name: made(url, kind) for name, made in CONTESTANTS.items()}
    figures: Figures = {}
    for size in sizes:
        costs: Costs = {name: [] for name in crew}
        count = max(3, events // (8 * rounds) if size == 1 else events // (size * rounds))
        for turn in range(-1, rounds):
            for name, writer in crew.items():
                given = [writer.made(size) for _ in range(count if turn >= 0 else 8)]
                cost = spent(writer, partial(_all, writer.append, given), size * len(given))
                if turn >= 0:
                    costs[name].append(cost)
        figures |= _told(f"append_{size}", costs)
    return figures


def _all(append: Callable[[list[Any]], None], given: list[list[Any]]) -> None:
    for events in given:
        append(events)


def reading(url: str, events: int) -> Figures:
    """Microseconds an event read in pages and decoded, ours and the library's."""
    ours, library, sealed = Ours(url), Library(url), SealedLibrary(url)
    Leader(ours.engine).catch_up()
    readers: dict[str, tuple[Any, Callable[[], int]]] = {
        "ours": (ours, partial(read_ours, ours, events)), "library": (library, partial(read_library, library, events)),
        "sealed_library": (sealed, partial(read_library, sealed, events)),
    }
    costs: Costs = {name: [] for name in readers}
    settle()
    for _ in range(3):
        for name, (who, read) in readers.items():
            costs[name].append(spent(who, read, events))
    return _told("read", costs)


def projecting(url: str, events: int, verdicts: Callable[[Ours, int], None]) -> Figures:
    """Microseconds an event into rows: by the library's transactions, and by the projector articles that print known
    texts, articles with texts of their own, and verdicts."""
    ours, library = Ours(url), Library(url)
    page = library.recorder.select_notifications(0, min(events, 1000), inclusive_of_start=False)
    decoded, projection = [library.mapper.to_domain_event(n) for n in page], LibraryProjection(library)
    settle()
    theirs = spent(library, lambda: projection.take_in(decoded, [n.id for n in page]), len(page))
    projector = Projector(ours.engine)
    projector.step()
    prints = spent(ours, lambda: [projector.step() for _ in range(4)], 4 * PAGE)
    while projector.step():
        pass
    costs = {"prints": prints}
    for name, append in (("articles", Ours.append_distinct), ("verdicts", verdicts)):
        append(ours, events)
        Leader(ours.engine).catch_up()
        settle()
        costs[name] = spent(ours, projector.catch_up, events)
    return {k: v for name, cost in costs.items() for k, v in _told(
        f"project_{name}", {"ours": [cost], "library": [theirs]}).items()}


def settle() -> None:
    """Keep what was loaded out of the collector's way, as relay and workers do when they start."""
    gc.collect()
    gc.freeze()


def read_ours(ours: Ours, events: int) -> int:
    """Read so many events in pages; how many."""
    count, position = 0, 0
    with ours.engine.connect() as connection:
        while count < events and (page := SqlEventLog(connection).read(position, PAGE)):
            count, position = count + len(page), page[-1].position
    return count


def read_library(library: Library, events: int) -> int:
    """The same by the library."""
    count, start = 0, 0
    while count < events and (page := library.recorder.select_notifications(start, PAGE, inclusive_of_start=False)):
        for notification in page:
            library.mapper.to_domain_event(notification)
        count, start = count + len(page), page[-1].id
    return count


def spent(who: Ours | Library | Bare, work: Callable[[], object], events: int) -> tuple[float, float]:
    """Microseconds an event of the client and of the server, for work by one contestant."""
    pids = _serving(who)
    server, client = _on_processor(pids), time.process_time()
    work()
    client = time.process_time() - client
    return 1e6 * client / events, (_on_processor(pids) - server) / 1e3 / events


def _serving(who: Ours | Library | Bare) -> list[int]:
    """The server's processes of the contestant's open connections."""
    match who:
        case Ours():
            with who.engine.connect() as connection:
                return [int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())]
        case Library():
            with who.store.transaction() as cursor:
                cursor.execute("SELECT application_name, pg_backend_pid() FROM pg_stat_activity LIMIT 1")
                return [int(cursor.fetchone()["pg_backend_pid"])]
        case Bare():
            return [who.backend]


def _on_processor(pids: list[int]) -> int:
    """Nanoseconds that these processes ran."""
    return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in pids)


def _told(name: str, costs: Costs) -> Figures:
    figures: Figures = {}
    total = {who: statistics.median(client + server for client, server in found) for who, found in costs.items()}
    for who, found in costs.items():
        figures[f"{name}_{who}_client"] = statistics.median(client for client, _ in found)
        figures[f"{name}_{who}_server"] = statistics.median(server for _, server in found)
    figures |= {f"{name}_to_{who}": total[who] / total["ours"] for who in total if who != "ours"}
    return figures
