"""Speakers and parties of found attributions against annotated ones.

.venv/bin/python -m benchmarks.speakers --data DIR, where DIR holds relations/articles.jsonl.gz and
attribution/polnear-dev.jsonl.gz. Articles are split in two by their order: errors were read on the first half while
building, not on the second. With --train LO-HI instead, so many of the 787 training articles annotated in
datasets/article-relations, by a digest of their names: errors were read up to 500.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.names import mapped_party, mapping, same_party, same_speaker, source_type
from benchmarks.pairing import paired
from benchmarks.reading import rows_of
from services.claims.extractor import Document, Extractor

TRAINING = Path("datasets/article-relations/annotations.jsonl")


def main() -> None:
    """Prints accuracies for both halves, or with --json one object; --errors lists what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rules", action="store_true", help="without the learned tagger")
    parser.add_argument("--errors", choices=("developed", "reported"))
    parser.add_argument("--train", metavar="LO-HI", help="training articles instead, by the digest of their names")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    part = "train" if options.train else "dev"
    texts = {d["doc_id"]: d for d in rows_of(options.data / "attribution" / f"polnear-{part}.jsonl.gz")}
    articles = trained_on(options.train) if options.train else annotated(options.data)
    extractor = Extractor(learned=not options.rules)
    documents = [document_of(texts[a["doc_id"]]) for a in articles]
    halves = (options.train, options.train) if options.train else ("developed", "reported")
    judged: dict[str, list[dict[str, Any]]] = {half: [] for half in halves}
    for n, (article, found) in enumerate(zip(articles, extractor.extract_many(documents), strict=True)):
        text = texts[article["doc_id"]]
        gold = [a for a in text["attributions"] if a["id"] in article["attributions"]]
        rows = judged[halves[n % 2]]
        for i, j in paired(text["text"], [g["content"] for g in gold], [f.content for f in found]):
            rows.append(judge(text["text"], gold[i], article["attributions"][gold[i]["id"]], found[j]))
    figures = {half: figures_of(rows) for half, rows in judged.items()}
    if options.json:
        print(json.dumps(figures))
        return
    for half, table in figures.items():
        print(
            half,
            *(f"{name} {100 * value:.1f}" if value <= 1 else f"{name} {value:.0f}" for name, value in table.items()),
            sep="  ",
        )
    for row in judged.get(options.errors or "", ()):
        if not (row["speaker"] and row["party"]):
            print(row["note"])


def annotated(data: Path) -> list[dict[str, Any]]:
    """The 59 articles in their order."""
    return sorted(rows_of(data / "relations" / "articles.jsonl.gz"), key=lambda a: str(a["doc_id"]))


def trained_on(part: str) -> list[dict[str, Any]]:
    """Training articles from the first number of `part` up to the second."""
    lo, hi = map(int, part.split("-"))
    every = [json.loads(line) for line in TRAINING.read_text(encoding="utf-8").splitlines()]
    return sorted(every, key=lambda a: hashlib.sha256(a["doc_id"].encode()).hexdigest())[lo:hi]


def document_of(row: dict[str, Any]) -> Document:
    """An annotated article as the extractor takes it."""
    published = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC) if row.get("date") else None
    return Document(row["text"], row.get("title"), mapping()["outlets"].get(row.get("publisher")), published)


def judge(text: str, gold: dict[str, Any], wanted: dict[str, Any], found: Any) -> dict[str, Any]:
    """Whether speaker and party of a matched attribution are right."""
    speaker, party = same_speaker(found, wanted["speaker"]), same_party(found, wanted["party"] or "none")
    source = text[slice(*gold["source"])] if gold["source"] else None
    mine = text[slice(*found.source)] if found.source else None
    flags = f"{'  ' if speaker else 'S '}{'  ' if party else 'P '}"
    ours, theirs = f"{found.speaker!r} ({mapped_party(found)!r})", f"{wanted['speaker']!r} ({wanted['party']!r})"
    note = f"{flags}{source!r} found {mine!r}: {ours} gold {theirs}"
    return {"speaker": speaker, "party": party, "type": source_type(source), "note": note}


def figures_of(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Shares right over the matched attributions, also by kind of source."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update({"matched": 1, f"n {row['type']}": 1, "speaker": row["speaker"], "party": row["party"]})
        counts[f"speaker of {row['type']}"] += row["speaker"]
        indirect = row["type"] in ("pronoun", "description")
        counts.update({"n indirect": indirect, "speaker of pronoun or description": indirect and row["speaker"]})
    share = {
        "matched": float(counts["matched"]),
        "speaker": counts["speaker"] / max(1, counts["matched"]),
        "party": counts["party"] / max(1, counts["matched"]),
    }
    for kind in ("name", "pronoun", "description", "none"):
        share[f"speaker of {kind}"] = counts[f"speaker of {kind}"] / max(1, counts[f"n {kind}"])
    share["speaker of pronoun or description"] = counts["speaker of pronoun or description"] / max(
        1, counts["n indirect"]
    )
    return share


if __name__ == "__main__":
    main()
