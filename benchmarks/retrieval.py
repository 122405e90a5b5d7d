"""Candidates among up to a million stored claims: recall against exact search, our own pairs found, cost of one more.

.venv/bin/python -m benchmarks.retrieval [--json] [--claims 10000,100000,1000000] [--folder DIR]. Claims are made of our
own matters (`benchmarks/retrieval_corpus.py`) and kept in databases under DIR for the next run; a million take 6 GB and
most of an hour to index on two busy cores. Each size's queries are articles that came in last, read with a warm cache;
sizes take turns, so that other load falls on all of them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

from benchmarks.retrieval_corpus import Own, own_matters
from benchmarks.retrieval_store import STORED_OF_OWN, prepared, server
from db.candidates import SqlCandidates
from db.engine import connect
from services.settings import normalised

MADE = 20
LIMIT = 27
"""Candidates asked for, of which 20 are other parties' and 6 may be the party's own."""
ROUNDS = 4
EXACT_ARTICLES = 12
_LAST = text("SELECT max(position) FROM projections.claims")
_COUNT = text("SELECT count(*) FROM projections.claims WHERE position = :at AND copy_of IS NULL")
Found = dict[str, list[str]]


def main() -> None:
    """Prints a table, or with --json one object of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", default="10000,100000,1000000")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "counterclaim-retrieval")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    sizes = [int(size) for size in options.claims.split(",")]
    own, running = own_matters(), server(options.folder)
    try:
        engines = {
            size: connect(normalised(prepared(running, own, size, MADE)), statement_timeout_s=600) for size in sizes
        }
        figures = measured(engines, own)
        for engine in engines.values():
            engine.dispose()
    finally:
        running.stop()
    print(json.dumps(figures) if options.json else "\n".join(_lines(figures)))


def measured(engines: dict[int, Engine], own: list[Own]) -> dict[str, Any]:
    """By size: milliseconds a claim, ratio to the smallest, recall at 20 of the exact search, our pairs found."""
    last = {size: _last(engine, len(own)) for size, engine in engines.items()}
    costs = _costs(engines, last)
    figures: dict[str, Any] = {}
    for size, engine in engines.items():
        with engine.connect() as connection:
            figures[str(size)] = {
                "ms_a_claim": round(statistics.median(costs[size]), 2), "queries": len(costs[size]),
                "ratio": round(statistics.median(costs[size]) / statistics.median(costs[min(engines)]), 2),
                "recall_at_20": round(_recall(connection, last[size]), 3),
                **_pairs(connection, own, last[size][: len(own)]),
            }
    return figures


def _last(engine: Engine, own: int) -> list[int]:
    with engine.connect() as connection:
        newest: int = connection.execute(_LAST).scalar_one()
    return list(range(newest - MADE - own + 1, newest + 1))


def _costs(engines: dict[int, Engine], last: dict[int, list[int]]) -> dict[int, list[float]]:
    """Milliseconds a claim of each article, sizes taking turns; the first round warms up."""
    costs: dict[int, list[float]] = {size: [] for size in engines}
    opened = {size: engine.connect() for size, engine in engines.items()}
    for turn in range(ROUNDS):
        for n in range(len(next(iter(last.values())))):
            for size, connection in opened.items():
                position = last[size][n]
                claims = connection.execute(_COUNT, {"at": position}).scalar_one()
                begun = time.perf_counter()
                SqlCandidates(connection, exact=False).opponents(position, LIMIT)
                if turn and claims:
                    costs[size].append(1000 * (time.perf_counter() - begun) / claims)
    for connection in opened.values():
        connection.close()
    return costs


def _found(connection: Connection, position: int, *, exact: bool) -> Found:
    found = SqlCandidates(connection, exact=exact).opponents(position, LIMIT)
    return {claim: [o.claim.id for o in each] for claim, each in found.items()}


def _recall(connection: Connection, positions: Sequence[int]) -> float:
    """The part of the exact search's candidates that the index finds too, over some of the articles."""
    right = total = 0
    for position in positions[:: max(1, len(positions) // EXACT_ARTICLES)]:
        connection.rollback()
        exact = _found(connection, position, exact=True)
        near = _found(connection, position, exact=False)
        right += sum(len(set(exact[claim][:20]) & set(near[claim])) for claim in exact)
        total += sum(len(exact[claim][:20]) for claim in exact)
    return right / max(1, total)


def _pairs(connection: Connection, own: list[Own], positions: Sequence[int]) -> dict[str, Any]:
    """How many of our labelled contradictions and agreements between a stored claim and a last one are found."""
    found: Found = {}
    for position in positions:
        found |= _found(connection, position, exact=False)
    held = {"contradiction": [0, 0], "agreement": [0, 0]}
    for matter in own:
        for a, b, label in matter.pairs:
            stored, new = sorted((a, b))
            if label in held and stored < STORED_OF_OWN <= new:
                ids = [claim.id for claim in matter.claims]
                held[label][0] += ids[stored] in found.get(ids[new], [])
                held[label][1] += 1
    return {f"{label}s_found": f"{right} of {all_of}" for label, (right, all_of) in held.items()}


def _lines(figures: dict[str, Any]) -> list[str]:
    names = list(next(iter(figures.values())))
    head = f"{'claims':>10} " + " ".join(f"{name:>22}" for name in names)
    return [head, *(f"{size:>10} " + " ".join(f"{row[n]!s:>22}" for n in names) for size, row in figures.items())]


if __name__ == "__main__":
    main()
