"""Contradictions between given claims: our judge and its peers on real articles, our own pairs and a seed article.

.venv/bin/python -m benchmarks.contradiction --data DIR [--seed DIR] [--articles test|dev|all] [--json]. DIR holds
relations/pairs.jsonl.gz. Weights and thresholds come from the parts "train" and "dev" of articles and matters alone, so
the figures on "test" are on material the judge has not seen; peers get the best threshold there is for the set.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks import conflicts
from services.contradictions.combiner import Combiner
from services.contradictions.judge import Judge
from services.contradictions.meeting import Meeting
from services.contradictions.signals.all import SIGNALS, features, weigh
from services.domain.claim import Statement
from services.domain.contradiction import Relation
from training.judge.corpus import article_pairs, own_pairs

OWN = Path(__file__).parent.parent / "datasets" / "claim-pairs" / "matters"
SHOWN = ("pairs", "gold", "flagged", "precision", "recall", "f1", "ap", "hard_negatives_flagged")


def main() -> None:
    """Prints a table for each set, or with --json one object of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=Path)
    parser.add_argument("--encoder", type=Path, help="a folder with other encoder weights than those that ship")
    parser.add_argument("--articles", choices=("test", "dev", "all"), default="test")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    judge = Judge.load(2, options.encoder)
    figures: dict[str, Any] = {
        "version": judge.version,
        "articles": measured(judge, article_pairs(options.data, options.articles)),
        "own": measured(judge, own_pairs(OWN, "test")),
    }
    if options.seed:
        figures["seed"] = seed(judge, options.seed)
    print(json.dumps(figures) if options.json else "\n".join(_lines(figures)))


def measured(judge: Judge, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Our figures, the peers', per kind, by signal left out, and calibration."""
    rows = [row for row in rows if conflicts.kept(row)]
    meetings = judge.meetings([(row["a"], row["b"]) for row in rows])
    compared = [judge.decided(meeting) for meeting in meetings]
    scores = [c.score for c in compared]
    flagged = [c.relation is Relation.CONTRADICTION for c in compared]
    table = {"judge": conflicts.found(rows, flagged, scores)}
    table |= {name: conflicts.best(rows, values) for name, values in peers(meetings).items()}
    kinds = [c.kind.value if c.kind else None for c in compared]
    return {
        "figures": table,
        "kinds": conflicts.by_kind(rows, kinds) if rows and "kind" in rows[0] else {},
        "without": without(rows, meetings),
        "reliability": conflicts.reliability(rows, scores),
    }


def peers(meetings: Sequence[Meeting]) -> dict[str, list[float]]:
    """Scores of what is tried first elsewhere: nearness, shared words with one negation, the bare encoder."""
    scores = {
        "cosine": [m.cosine for m in meetings],
        "shared words": [len(m.a.stems & m.b.stems) / max(1, len(m.a.stems | m.b.stems)) for m in meetings],
        "shared words, one negated": [_negation_rule(m) for m in meetings],
    }
    if any(m.learned for m in meetings):
        scores["bare encoder"] = [m.learned[0] if m.learned else 0.0 for m in meetings]
    return scores


def _negation_rule(pair: Meeting) -> float:
    negative = [
        any(w in f" {r.text.casefold()} " for w in (" not ", "n't ", " no ", " never ")) for r in (pair.a, pair.b)
    ]
    shared = len(pair.a.stems & pair.b.stems) / max(1, len(pair.a.stems | pair.b.stems))
    return shared if negative[0] != negative[1] else 0.0


def without(rows: Sequence[dict[str, Any]], meetings: Sequence[Meeting]) -> dict[str, float]:
    """Average precision with each signal silenced, and with none ("")."""
    combiner = Combiner.load()
    numbers = [features(weigh(meeting)) for meeting in meetings]
    learned = [meeting.learned is not None for meeting in meetings]
    table = {}
    for name in ("", *(signal.__name__ for signal in SIGNALS)):
        scores = [
            combiner.probabilities({k: v for k, v in n.items() if k.partition(".")[0] != name}, learned=known)
            for n, known in zip(numbers, learned, strict=True)
        ]
        table[name] = conflicts.found(rows, [False] * len(rows), [s["contradiction"] for s in scores])["ap"]
    return table


def seed(judge: Judge, folder: Path) -> dict[str, Any]:
    """Which of the strong and stance contradictions of a hand-annotated article are flagged, which hard negatives, and
    how many pairs besides."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    claims = {claim["id"]: _statement(claim, gold["entities"]) for claim in gold["claims"]}
    pairs = list(combinations(claims, 2))
    compared = judge.compare_many([(claims[a], claims[b]) for a, b in pairs])
    flagged = {frozenset(pair) for pair, c in zip(pairs, compared, strict=True) if c.relation is Relation.CONTRADICTION}
    labels = {frozenset((r["a"], r["b"])): r["strength"] for r in gold["relations"] if r["label"] == "contradiction"}
    negatives = {frozenset((r["a"], r["b"])) for r in gold["hard_negatives"]}
    counts = {
        strength: f"{sum(labels.get(p) == strength for p in flagged)}/{sum(v == strength for v in labels.values())}"
        for strength in ("strong", "stance", "weak")
    }
    others = sorted("-".join(sorted(p)) for p in flagged - set(labels) - negatives)
    return {**counts, "hard_negatives": f"{len(flagged & negatives)}/{len(negatives)}", "others": others}


def _statement(claim: dict[str, Any], entities: dict[str, Any]) -> Statement:
    return Statement(
        text=" ".join(claim["content_text"]),
        party=entities[claim["party"]]["name"] if claim["party"] else None,
        speaker=claim["speaker_name"],
        cue=" ".join(claim["cue_text"]),
        sentence=claim["sentence_text"],
        said_at=claim["said_on"],
        source=claim["source_text"],
    )


def _lines(figures: dict[str, Any]) -> list[str]:
    lines = [figures["version"]]
    for name in ("articles", "own"):
        lines += ["", f"{name:28}" + "".join(f"{column[:9]:>10}" for column in SHOWN)]
        for who, row in figures[name]["figures"].items():
            lines.append(
                f"{who:28}"
                + "".join(f"{row[c]:10.3f}" if row[c] != int(row[c]) else f"{int(row[c]):10}" for c in SHOWN)
            )
        for kind, row in figures[name]["kinds"].items():
            lines.append(
                f"  kind {kind:21} gold {row['gold']:4.0f} recall {row['recall']:.2f} named F1 {row['f1']:.2f}"
            )
        whole = figures[name]["without"][""]
        lines += [f"  without {k:18} AP {v - whole:+.3f}" for k, v in figures[name]["without"].items() if k]
        lines += [f"  score {b['score']:.2f}: {b['true']:.2f} of {b['pairs']}" for b in figures[name]["reliability"]]
    if "seed" in figures:
        lines += ["", "seed " + ", ".join(f"{k} {v}" for k, v in figures["seed"].items())]
    return lines


if __name__ == "__main__":
    main()
