"""Attributions found in PolNeAR dev: content, speaker and cue against gold, and speed against the stock parser.

.venv/bin/python -m benchmarks.attribution --data DIR, where DIR holds attribution/polnear-dev.jsonl.gz.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import spacy

from benchmarks.reading import rows_of
from benchmarks.scoring import TYPES, counted, figures
from services.claims.extractor import Document, Extractor
from services.claims.jsonl import as_json
from services.claims.pipeline import MODEL
from services.claims.tagger import AttributionTagger

Reader = Callable[[Sequence[str]], list[list[dict[str, Any]]]]


def main() -> None:
    """Prints a table, or with --json the figures as one object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", default="polnear-dev", help="file of --data/attribution to read")
    parser.add_argument("--reader", choices=("full", "rules", "tagger"), default="full")
    parser.add_argument("--predictions", type=Path, help="also write what was found there, one article a line")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = list(rows_of(options.data / "attribution" / f"{options.set}.jsonl.gz"))
    found, table = measured(rows, reader(options.reader))
    if options.predictions:
        lines = [json.dumps({"doc_id": r["doc_id"], "attributions": a}) for r, a in zip(rows, found, strict=True)]
        options.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if options.json:
        print(json.dumps({"reader": options.reader, "set": options.set, **table}))
        return
    for name in ("content", "exact", "end_to_end"):
        print(f"{name:12}", *(f"{k} {100 * table[f'{name}_{k}']:5.1f} " for k in ("p", "r", "f1")))
    for kind in TYPES:
        print(f"{kind:12}", *(f"{k} {100 * table[f'{k}_{kind}']:5.1f} " for k in ("precision", "recall")))
    print("of the pairs", *(f"{k} right {100 * table[f'{k}_accuracy']:5.1f} " for k in ("cue", "speaker")))
    print(
        f"speed        {table['words_per_second']:.0f} words/s, {MODEL} alone {table['stock_words_per_second']:.0f}: "
        f"{table['time_over_stock']:.2f} times its time"
    )


def reader(name: str) -> Reader:
    """The whole extraction, its rules alone, or the bare tagger; each on one thread."""
    if name == "tagger":
        tagger = AttributionTagger.load()
        return lambda texts: [
            [{"source": f.source, "cue": [f.cue], "content": f.content} for f in frames] for frames in tagger.tag(texts)
        ]
    extractor = Extractor(threads=1, learned=name == "full")
    return lambda texts: [[as_json(a) for a in found] for found in extractor.extract_many(map(Document, texts))]


def measured(rows: Sequence[dict[str, Any]], read: Reader) -> tuple[list[list[dict[str, Any]]], dict[str, float]]:
    """What was found in each article, and the figures; both readers are timed warm, one after the other."""
    texts = [row["text"] for row in rows]
    stock = spacy.load(MODEL)
    read(texts[:1])
    list(stock.pipe(texts[:1]))
    started = time.perf_counter()
    found = read(texts)
    ours = time.perf_counter() - started
    started = time.perf_counter()
    for _ in stock.pipe(texts):
        pass
    theirs = time.perf_counter() - started
    counts: Counter[str] = Counter()
    for row, attributions in zip(rows, found, strict=True):
        counts.update(counted(row["text"], row["attributions"], attributions))
    words = sum(len(text.split()) for text in texts)
    return found, figures(counts) | {
        "words_per_second": words / ours,
        "stock_words_per_second": words / theirs,
        "time_over_stock": ours / theirs,
    }


if __name__ == "__main__":
    main()
