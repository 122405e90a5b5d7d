"""Learn to tell kinds of contradiction apart; writes the classifier's weights.

  python -m training.judge.kinds --own datasets/claim-pairs/matters --out
  services/contradictions/models/combiner/kinds.json

Learned on matters of the part "train", each contradiction read twice: as it is, and cut to the words that carry it; its
strength is chosen by folds of these. "dev" and "test" are only reported.
"""

import argparse
import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from services.contradictions.embedding import Embedder
from services.contradictions.judge import met
from services.contradictions.kinds import placed, telling
from services.contradictions.signals.all import features, weigh
from services.domain.claim import Statement
from training.judge.corpus import own_pairs

STRENGTHS = (0.1, 0.2)
MATTERS = 5
"""A word must occur in so many matters to be learned from."""


class Examples:
    """The contradictions between parties of one part of the split: features, vectors, kinds and matters."""

    def __init__(self, folder: Path, part: str, embedder: Embedder, *, cut: bool = False) -> None:
        rows = [r for r in own_pairs(folder, part) if r["label"] == 0 and r["kind"] != "self_reversal"]
        pairs = [(_cut(r["a"], r["words"][0]), _cut(r["b"], r["words"][1])) if cut else (r["a"], r["b"]) for r in rows]
        statements = list({s for pair in pairs for s in pair})
        vectors = dict(zip(statements, embedder.vectors(statements), strict=True))
        meetings = [met(a, b, vectors[a], vectors[b]) for a, b in pairs]
        self.told = [telling(m, features(weigh(m))) for m in meetings]
        self.placed = np.array([placed(m) for m in meetings])
        self.kinds = np.array([r["kind"] for r in rows])
        self.groups = np.array([r["group"] for r in rows])

    def matrix(self, names: list[str]) -> np.ndarray:
        """[examples, names and vectors]"""
        told = np.array([[t.get(name, 0.0) for name in names] for t in self.told], np.float32)
        return np.hstack([told, self.placed])


def _cut(statement: Statement, words: str) -> Statement:
    return replace(statement, text=words, sentence=None) if words else statement


def names_of(examples: Examples) -> list[str]:
    """Signals and cues, and the words of at least `MATTERS` matters."""
    found = defaultdict(set)
    for told, group in zip(examples.told, examples.groups, strict=True):
        for name in told:
            found[name].add(group)
    word = ("stem ", "cue ")
    return sorted(name for name, groups in found.items() if not name.startswith(word) or len(groups) >= MATTERS)


def learned(x: np.ndarray, kinds: np.ndarray, strength: float) -> LogisticRegression:
    model = LogisticRegression(C=strength, fit_intercept=False, max_iter=1000, class_weight="balanced")
    return model.fit(x, kinds)


def across(whole: Examples, x: np.ndarray, cut: np.ndarray, strength: float) -> float:
    """Macro-F1, each matter's kinds told by what was learned without it."""
    told = np.empty_like(whole.kinds)
    for inside, outside in GroupKFold(5).split(x, whole.kinds, whole.groups):
        both = np.vstack([x[inside], cut[inside]])
        told[outside] = learned(both, np.tile(whole.kinds[inside], 2), strength).predict(x[outside])
    return f1_score(whole.kinds, told, average="macro")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    embedder = Embedder(1)
    whole = Examples(given.own, "train", embedder)
    names = names_of(whole)
    x, cut = whole.matrix(names), Examples(given.own, "train", embedder, cut=True).matrix(names)
    scores = {strength: across(whole, x, cut, strength) for strength in STRENGTHS}
    best = max(scores, key=scores.__getitem__)
    print("across folds", {k: round(v, 3) for k, v in scores.items()}, "chosen", best, flush=True)
    model = learned(np.vstack([x, cut]), np.tile(whole.kinds, 2), best)
    given.out.write_text(json.dumps(written(model, names)) + "\n", encoding="utf8")
    for part in ("dev", "test"):
        some = Examples(given.own, part, embedder)
        f1 = f1_score(some.kinds, model.predict(some.matrix(names)), average="macro")
        print(part, len(some.kinds), "macro-F1 over kinds between parties", round(f1, 3), flush=True)


def written(model: LogisticRegression, names: list[str]) -> dict:
    """The weights as JSON, small ones left out."""
    rows = {str(kind): row for kind, row in zip(model.classes_, model.coef_, strict=True)}
    named = {
        kind: {name: round(float(w), 3) for name, w in zip(names, row[: len(names)], strict=True) if abs(w) >= 0.005}
        for kind, row in rows.items()
    }
    vectors = {kind: [round(float(w), 3) for w in row[len(names) :]] for kind, row in rows.items()}
    return {"weights": named, "vectors": vectors}


if __name__ == "__main__":
    main()
