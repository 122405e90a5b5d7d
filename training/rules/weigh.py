"""Writes services/claims/data/rule-weights.yaml: how often each rule, with each cue, finds what annotators marked.

.venv/bin/python -m training.rules.weigh --data DIR: attribution/polnear-train.jsonl.gz, without the articles that
training.attribution.corpus holds out for choosing thresholds.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import yaml

from benchmarks.pairing import paired
from services.claims.attributions.component import found_by_rules
from services.claims.attributions.weights import PRIOR, features
from services.claims.pipeline import build
from training.attribution.corpus import documents, held_out

OUT = Path("services/claims/data/rule-weights.yaml")
HEADER = """# How far each rule is to be trusted: [right, found] over training articles, by rule and by rule and cue.
# Read by services/claims/attributions/weights.py. Counted by training/rules/weigh.py on PolNeAR train; no text of it.
"""
LEAST = 3


def main() -> None:
    """Counts and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=None)
    options = parser.parse_args()
    rows = [r for r in documents(options.data, "polnear-train") if not held_out(r["doc_id"])][: options.articles]
    nlp = build(learned=False)
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    with nlp.select_pipes(
        disable=["counterclaim_speakers", "counterclaim_parties", "counterclaim_dates", "counterclaim_stances"]
    ):
        for row, doc in zip(rows, nlp.pipe((r["text"] for r in rows), batch_size=16), strict=True):
            candidates = found_by_rules(doc)
            pairs = paired(row["text"], [a["content"] for a in row["attributions"]], [c.content for c in candidates])
            hit = {j for _, j in pairs}
            for j, c in enumerate(candidates):
                for name in features(doc, c):
                    found[name] += 1
                    right[name] += j in hit
    table = {n: [right[n], k] for n, k in sorted(found.items()) if k >= LEAST or n.count("/") == 0}
    body = yaml.safe_dump({"prior": PRIOR, "counts": table}, default_flow_style=None, width=120, allow_unicode=True)
    OUT.write_text(HEADER + body, encoding="utf-8")


if __name__ == "__main__":
    main()
