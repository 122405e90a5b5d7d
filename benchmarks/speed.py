"""How fast whole articles are read, against the bare stock spaCy model, and what memory forked workers take.

.venv/bin/python -m benchmarks.speed --data DIR, where DIR holds attribution/polnear-dev.jsonl.gz. Both readers take
turns in one process; each figure is the median over rounds.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is loaded: the matrices are too small to share out

import spacy

from benchmarks.reading import rows_of
from services.claims.extractor import Document, Extractor
from services.claims.pipeline import MODEL


def main() -> None:
    """Prints a table, or with --json one object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = list(rows_of(options.data / "attribution" / "polnear-dev.jsonl.gz"))
    texts = [row["text"] for row in rows][: options.articles]
    figures = speed(texts, options.rounds) | memory(texts[:8])
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:32} {value:10.2f}")


def speed(texts: Sequence[str], rounds: int) -> dict[str, float]:
    """Words a second of both, and our rate over the stock model's: by the clock on these cores, and by processor
    seconds, which other load on the machine disturbs less."""
    threads = len(os.sched_getaffinity(0))
    ours, stock = Extractor(threads=threads), spacy.load(MODEL)
    readers: dict[str, Callable[[], Any]] = {
        "stock": lambda: list(stock.pipe(texts)),
        "ours": lambda: list(ours.extract_many(map(Document, texts))),
    }
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in readers}
    for number in range(rounds + 1):
        for name, read in readers.items():
            started, used = time.perf_counter(), time.process_time()
            read()
            if number:
                spent[name].append((time.perf_counter() - started, time.process_time() - used))
    words = sum(len(text.split()) for text in texts)
    clock, processor = ({name: [pair[k] for pair in pairs] for name, pairs in spent.items()} for k in (0, 1))
    return {
        "cores": threads,
        "words_per_second": words / statistics.median(clock["ours"]),
        "stock_words_per_second": words / statistics.median(clock["stock"]),
        "rate_over_stock": statistics.median(s / o for s, o in zip(clock["stock"], clock["ours"], strict=True)),
        "rate_over_stock_by_processor_time": statistics.median(
            s / o for s, o in zip(processor["stock"], processor["ours"], strict=True)
        ),
    }


def memory(texts: Sequence[str], workers: int = 2) -> dict[str, float]:
    """Megabytes of workers forked after the models were loaded, each having read the texts: its whole (RSS), and its
    share (PSS: shared pages divided among those that share them)."""
    extractor = Extractor()
    extractor.extract("It works, she said.")
    gc.collect()
    gc.freeze()
    done, gate = os.pipe(), os.pipe()
    children = []
    for _ in range(workers):
        child = os.fork()
        if not child:
            list(extractor.extract_many(map(Document, texts)))
            os.write(done[1], b".")
            os.read(gate[0], 1)
            os._exit(0)
        children.append(child)
    for _ in children:
        os.read(done[0], 1)
    sizes = [_sizes(child) for child in children]
    os.write(gate[1], b"." * workers)
    for child in children:
        os.waitpid(child, 0)
    gc.unfreeze()
    return {f"worker_{kind}_mb": max(size[kind] for size in sizes) for kind in ("rss", "pss", "private")}


def _sizes(pid: int) -> dict[str, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    kb = {name: float(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    private = kb["Private_Clean"] + kb["Private_Dirty"]
    return {"rss": kb["Rss"] / 1024, "pss": kb["Pss"] / 1024, "private": private / 1024}


if __name__ == "__main__":
    main()
