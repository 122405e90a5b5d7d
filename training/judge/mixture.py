"""So many pairs of each sort: what a short training goes on with where a whole pass is too dear.

Sorts are told by "sort": by how sure the annotators are of a contradiction, by how hard a pair is to leave alone.
"""

import random
from pathlib import Path

from training.judge import corpus
from training.judge.across import across_pairs
from training.judge.nearness import drawn

SURE = 0.8


def sorts(
    data: Path, own: Path, relations: Path, second: Path | None, across: Path | None, rng: random.Random
) -> dict[str, list[dict]]:
    """Training pairs by sort, each in a drawn order: "sure" and "weak" contradictions and "agreements" of articles,
    "hard" negatives that an annotator named, "near" ones of two parties (the more words they share the sooner),
    "across" of two articles, "own" of our matters, "apart" of two of them, and "sentences"."""
    rows = corpus.annotated_pairs(data, relations, second)
    told = [r for r in rows if r["target"][2] < 1]
    others = [r for r in rows if r["target"][2] == 1 and not r["hard"] and r["a"].party != r["b"].party]
    mine = corpus.own_pairs(own, "train")
    out = {
        "sure": [r for r in told if r["target"][0] >= SURE],
        "weak": [r for r in told if 0 < r["target"][0] < SURE],
        "agreements": [r for r in told if r["target"][0] == 0],
        "hard": [r for r in rows if r["hard"] and r["target"][2] == 1],
        "across": across_pairs(data, relations, across, "encoder") if across else [],
        "own": mine,
        "sentences": corpus.sentence_pairs(data, rng),
    }
    for some in out.values():
        rng.shuffle(some)
    out["near"] = drawn(others, len(rows) // 20, rng)
    out["apart"] = corpus.pairs_apart(own, len(mine) // 3, rng)
    return out


def mixture(sorted_rows: dict[str, list[dict]], wanted: dict[str, int], rng: random.Random) -> list[dict]:
    """The first `wanted` of each sort, shuffled, as two lines each. Raises ValueError for a sort there is not."""
    unknown = wanted.keys() - sorted_rows.keys()
    if unknown:
        raise ValueError(f"no such sort of pairs: {', '.join(sorted(unknown))}; there are {', '.join(sorted_rows)}")
    rows = [row for name, count in wanted.items() for row in sorted_rows[name][:count]]
    rng.shuffle(rows)
    return [corpus.worded(row, rng) for row in rows]
