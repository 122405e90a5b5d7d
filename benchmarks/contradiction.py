"""Contradictions between given claims: our judge and its peers, every figure by part.

.venv/bin/python -m benchmarks.contradiction --data DIR [--seed DIR] [--encoder FOLDER] [--cache FILE] [--only PART …]
[--most N] [--image FILE] [--json]. Parts: articles (the 59 annotated ones, all cross-party pairs), own (our pairs' test
matters), seed (annotated claims and raw text), names (articles with parties hidden or exchanged), sentences (the bare
encoder on sentence pairs), policy (statements of policy, words alone), debate, speed, mistakes (ids only). DIR holds
attribution/, relations/ and nli/.

Peers get the best threshold there is for the set. What the encoder says is kept in --cache, so a run can be stopped and
goes on. --most N takes N pairs of each large sentence set and N / 40 articles for "names", by a fixed seed; 0 for all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import conflicts, contradiction_folds, contradiction_seed, diagram, judging_speed, party_masks
from benchmarks.asking import KeptEncoder
from benchmarks.contradiction_lines import lines_of
from benchmarks.policy import balanced
from benchmarks.sentence_sets import accuracies, debate, sampled
from services.contradictions.combiner import Combiner
from services.contradictions.embedding import Embedder
from services.contradictions.judge import Judge
from services.contradictions.kinds import kind_of
from services.contradictions.meeting import Meeting
from services.contradictions.onnx_model import folder_of
from services.contradictions.signals.all import SIGNALS, features, weigh
from services.domain.contradiction import Comparison, Relation
from training.judge.corpus import article_pairs, own_pairs

OWN = Path(__file__).parent.parent / "datasets" / "claim-pairs" / "matters"
PARTS = ("articles", "own", "seed", "names", "sentences", "policy", "debate", "speed", "mistakes")
WORST = 10


def main() -> None:
    """Prints a table for each part, or with --json one object of figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=Path)
    parser.add_argument("--encoder", type=Path, help="a folder with other encoder weights than those that ship")
    parser.add_argument("--cache", type=Path, help="where the encoder's answers are kept")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--image", type=Path, help="where the reliability diagram is written, as SVG")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    shipped = (folder_of("judge") / "model.onnx").exists()
    encoder = KeptEncoder(options.encoder, options.cache) if options.encoder or shipped else None
    judge = Judge(Combiner.load(), Embedder(1), encoder)
    figures: dict[str, Any] = {"version": judge.version}
    for part in PARTS:
        if part in options.only:
            found = figures_of(part, judge, encoder, options)
            figures |= {part: found} if found else {}
            if found and not options.json:
                print("\n".join(lines_of(part, found)), flush=True)
    if options.image:
        curves = {str(name): figures[name]["reliability"] for name in ("articles", "own") if name in figures}
        options.image.write_text(diagram.reliability_svg(curves), encoding="utf-8")
    if options.json:
        print(json.dumps(figures))


def figures_of(part: str, judge: Judge, encoder: KeptEncoder | None, options: argparse.Namespace) -> dict[str, Any]:
    """One part's figures; empty where it needs what is not there."""
    match part:
        case "articles":
            return measured(judge, article_pairs(options.data, "all"))
        case "own":
            return measured(judge, own_pairs(OWN, "test"))
        case "seed" if options.seed:
            found = {"gold claims": contradiction_seed.from_gold(judge, options.seed)}
            return {**found, "raw text": contradiction_seed.from_text(judge, options.seed)}
        case "names":
            return names(judge, article_pairs(options.data, "all"), options.most // 40)
        case "sentences" if encoder:
            return accuracies(encoder.probabilities, options.data, options.most)
        case "policy":
            return balanced(judge)
        case "debate" if encoder:
            return debate(encoder.probabilities, options.data, 0)
        case "speed":
            return judging_speed.measured(options.data, options.encoder)
        case "mistakes":
            return {
                "articles": mistakes(judge, article_pairs(options.data, "all")),
                "own": mistakes(judge, own_pairs(OWN, "test")),
            }
    return {}


def measured(judge: Judge, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Our figures with their spread, across folds, the peers', kinds, without each signal, and calibration."""
    rows = [row for row in rows if conflicts.kept(row)]
    meetings = judge.meetings([(row["a"], row["b"]) for row in rows])
    compared = [judge.decided(meeting) for meeting in meetings]
    scores, flagged = [c.score for c in compared], _flags(compared)
    kinds = [c.kind.value if c.kind else None for c in compared]
    table = {"judge": conflicts.found(rows, flagged, scores)}
    table |= {name: conflicts.best(rows, values) for name, values in peers(meetings).items()}
    articles = rows[0]["set"] == "articles"
    return {
        "figures": table,
        "folds": contradiction_folds.spread(rows, flagged, scores),
        "across folds": contradiction_folds.across_folds(rows, meetings, judge.combiner) if articles else {},
        "kinds": {} if articles else {**named(rows, meetings), "each": conflicts.by_kind(rows, kinds)},
        "kind right": conflicts.kinds_right(rows, kinds),
        "without": without(rows, meetings, judge.combiner),
        "reliability": conflicts.reliability(rows, scores),
    }


def _flags(compared: Sequence[Comparison]) -> list[bool]:
    return [c.relation is Relation.CONTRADICTION for c in compared]


def named(rows: Sequence[dict[str, Any]], meetings: Sequence[Meeting]) -> dict[str, float]:
    """Macro-F1 of kinds over all gold contradictions, flagged or not: over all kinds, and without self-reversal, which
    the parties alone tell."""
    held = [n for n, row in enumerate(rows) if row["label"] == conflicts.CONTRADICTION]
    told = [kind_of(meetings[n], features(weigh(meetings[n]))).value for n in held]
    gold = [rows[n]["kind"] for n in held]
    each = {k: conflicts.share_of_kind(gold, told, k) for k in sorted(set(gold))}
    between = [f1 for kind, f1 in each.items() if kind != "self_reversal"]
    return {"macro-F1": float(np.mean(list(each.values()))), "between parties": float(np.mean(between))}


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


def without(rows: Sequence[dict[str, Any]], meetings: Sequence[Meeting], combiner: Combiner) -> dict[str, float]:
    """Average precision with each signal silenced, and with none ("")."""
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


def names(judge: Judge, rows: list[dict[str, Any]], articles: int) -> dict[str, Any]:
    """The judge on some articles as they are, with parties and speakers hidden, and exchanged."""
    rows = [row for row in rows if conflicts.kept(row)]
    groups = sampled([{"group": g} for g in sorted({row["group"] for row in rows})], articles)
    chosen = {g["group"] for g in groups}
    rows = [row for row in rows if row["group"] in chosen]
    table = {}
    ways = {"as is": rows, "hidden": party_masks.masked(rows), "exchanged": party_masks.swapped(rows)}
    for name, changed in ways.items():
        compared = judge.compare_many([(row["a"], row["b"]) for row in changed])
        table[name] = conflicts.found(rows, _flags(compared), [c.score for c in compared])
    return {"articles": len(chosen), "figures": table}


def mistakes(judge: Judge, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The ten surest flags that are wrong and the ten missed contradictions with the lowest score: ids, never words."""
    rows = [row for row in rows if conflicts.kept(row)]
    compared = judge.compare_many([(row["a"], row["b"]) for row in rows])
    flagged = _flags(compared)
    order = sorted(range(len(rows)), key=lambda n: -compared[n].score)
    wrong = [n for n in order if flagged[n] and rows[n]["label"] != conflicts.CONTRADICTION][:WORST]
    missed = [n for n in order[::-1] if not flagged[n] and rows[n]["label"] == conflicts.CONTRADICTION][:WORST]
    return [
        {
            "id": rows[n]["id"], "wrong": "flagged" if flagged[n] else "missed", "score": compared[n].score,
            "kind": compared[n].kind or rows[n].get("kind"), "signals": [s.name for s in compared[n].signals],
        }
        for n in wrong + missed
    ]


if __name__ == "__main__":
    main()
