"""Learn to tell kinds of contradiction apart; writes the classifier's weights.

  python -m training.judge.kinds --own datasets/claim-pairs/matters --out
  services/contradictions/models/combiner/kinds.json

Learned on matters of the part "train", its strength chosen by folds of these; "dev" and "test" are only reported.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from services.contradictions.embedding import Embedder
from services.contradictions.kinds import telling
from services.contradictions.meeting import Meeting
from services.contradictions.reading import read
from services.contradictions.signals.all import features, weigh
from training.judge.corpus import own_pairs

STRENGTHS = (0.03, 0.1, 0.3, 1.0)


def examples(folder: Path, part: str) -> tuple[list[dict[str, float]], list[str], list[str]]:
    """Features, kinds and matters of the contradictions between parties."""
    rows = [row for row in own_pairs(folder, part) if row["label"] == 0 and row["kind"] != "self_reversal"]
    statements = list({s for row in rows for s in (row["a"], row["b"])})
    vectors = dict(zip(statements, Embedder(2).vectors(statements), strict=True))
    told = []
    for row in rows:
        pair = Meeting(read(row["a"]), read(row["b"]), float(vectors[row["a"]] @ vectors[row["b"]]))
        told.append(telling(pair, features(weigh(pair))))
    return told, [row["kind"] for row in rows], [row["group"] for row in rows]


def matrix(told: list[dict[str, float]], names: list[str]) -> np.ndarray:
    return np.array([[t.get(name, 0.0) for name in names] for t in told])


def learner(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, fit_intercept=False, max_iter=3000, class_weight="balanced")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    told, kinds, groups = examples(given.own, "train")
    names = sorted({name for t in told for name in t})
    x, y = matrix(told, names), np.array(kinds)
    scores = {}
    for strength in STRENGTHS:
        guessed = cross_val_predict(learner(strength), x, y, groups=groups, cv=GroupKFold(5))
        scores[strength] = f1_score(y, guessed, average="macro")
    best = max(scores, key=scores.__getitem__)
    print({k: round(v, 3) for k, v in scores.items()}, "chosen", best)
    model = learner(best).fit(x, y)
    for part in ("dev", "test"):
        some, wanted, _ = examples(given.own, part)
        guessed = model.predict(matrix(some, names))
        print(
            part,
            len(wanted),
            "macro-F1 over kinds between parties",
            round(f1_score(wanted, guessed, average="macro"), 3),
        )
    weights = {
        str(kind): {name: round(float(w), 3) for name, w in zip(names, row, strict=True) if abs(w) >= 0.005}
        for kind, row in zip(model.classes_, model.coef_, strict=True)
    }
    given.out.write_text(json.dumps({"weights": weights}, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
