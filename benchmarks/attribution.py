"""Attributions found in PolNeAR dev: content, speaker and cue against gold, for us and for peers in one run.

.venv/bin/python -m benchmarks.attribution --data DIR, where DIR holds attribution/polnear-dev.jsonl.gz. Speed is
measured by benchmarks.speed, mistakes are counted by benchmarks.mistakes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import peers, speed
from benchmarks.reading import rows_of
from benchmarks.scoring import TYPES, counted, figures
from services.claims.extractor import Document, Extractor
from services.claims.jsonl import as_json
from services.claims.tagger import AttributionTagger

Found = list[list[dict[str, Any]]]
Reader = Callable[[Sequence[str]], Found]
READERS = ("full", "rules", "tagger", "expressions", "textacy")
NAMES = {
    "full": "tagger and rules, as shipped",
    "rules": "our rules alone",
    "tagger": "our tagger alone",
    "expressions": "regular expressions",
    "textacy": f"textacy {peers.textacy_version() or '(not installed)'}",
}


def main() -> None:
    """Prints a table, or with --json one object: the figures of what ships, and under "readers" those of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", default="polnear-dev", help="file of --data/attribution to read")
    parser.add_argument("--reader", choices=READERS, action="append", help="only these; may be repeated")
    parser.add_argument("--predictions", type=Path, help="also write what the first reader found, one article a line")
    parser.add_argument("--speed", action="store_true", help="measure speed and memory too")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = list(rows_of(options.data / "attribution" / f"{options.set}.jsonl.gz"))
    texts = [row["text"] for row in rows]
    chosen = options.reader or [name for name in READERS if name != "textacy" or peers.textacy_version()]
    found = {name: reader(name)(texts) for name in chosen}
    tables = {name: scored(rows, predicted) for name, predicted in found.items()}
    if options.predictions:
        pairs = zip(rows, found[chosen[0]], strict=True)
        lines = [json.dumps({"doc_id": r["doc_id"], "attributions": a}) for r, a in pairs]
        options.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    timed = speed.speed(texts[:40], 3) | speed.memory(texts[:8]) if options.speed else {}
    if options.json:
        print(json.dumps({"set": options.set, "reader": chosen[0], **tables[chosen[0]], "readers": tables, **timed}))
        return
    show(tables)
    for name, value in timed.items():
        print(f"{name:36} {value:8.2f}")
    if "textacy" not in chosen and not options.reader:
        print("textacy is not installed: pip install -r benchmarks/requirements.txt")


def show(tables: dict[str, dict[str, float]]) -> None:
    """One row a reader."""
    columns = [
        *((f"{name}_{k}", f"{short} {k}") for name, short in (("content", "content"), ("end_to_end", "e2e")) for k in
          ("p", "r", "f1")),
        ("exact_f1", "exact f1"),
        *((f"recall_{kind}", f"r {kind}") for kind in TYPES),
        ("cue_accuracy", "cue"), ("speaker_accuracy", "source"),
    ]
    print(f"{'':30}", *(f"{title:>11}" for _, title in columns))
    for name, table in tables.items():
        print(f"{NAMES[name]:30}", *(f"{100 * table[key]:11.1f}" for key, _ in columns))


def reader(name: str) -> Reader:
    """One of `READERS`."""
    if name == "expressions":
        return peers.by_expressions
    if name == "textacy":
        return peers.Textacy()
    if name == "tagger":
        tagger = AttributionTagger.load()
        return lambda texts: [
            [{"source": f.source, "cue": [f.cue], "content": f.content} for f in frames] for frames in tagger.tag(texts)
        ]
    extractor = Extractor(learned=name == "full")
    return lambda texts: [[as_json(a) for a in found] for found in extractor.extract_many(map(Document, texts))]


def scored(rows: Sequence[dict[str, Any]], found: Found) -> dict[str, float]:
    """The figures of benchmarks.scoring over all articles."""
    counts: Counter[str] = Counter()
    for row, attributions in zip(rows, found, strict=True):
        counts.update(counted(row["text"], row["attributions"], attributions))
    return figures(counts)


if __name__ == "__main__":
    main()
