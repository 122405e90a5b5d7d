"""Fit the layer that adds the encoder to the rules, and choose its thresholds; writes the judge's combiner.

  python -m training.judge.combine --data DIR --own datasets/claim-pairs/matters [--encoder FOLDER] [--cache FILE]
      [--out services/contradictions/models/combiner/combiner.json]

Fitted on the articles and matters of part "dev", which the encoder has not seen; thresholds come from predictions
across folds of these. Part "test" is only reported.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks import conflicts
from services.contradictions.judge import Judge
from training.judge.corpus import article_pairs, own_pairs
from training.judge.features import measured

NAMES = {
    "contradiction": ("bias", "entailment.contradicts", "entailment.agrees", "rules.contradiction", "topic.cosine"),
    "agreement": ("bias", "entailment.agrees", "entailment.contradicts", "rules.agreement", "topic.cosine"),
}
"""Few, for the part "dev" is small. What one party's two claims, conditions and relayed words are worth stays with
the rules."""
FOLDS = 5
OWN_WEIGHT = 0.5
PRECISE = 0.85
LEAST = 8


def matrix(numbers: list[dict[str, float]], names: tuple[str, ...]) -> np.ndarray:
    return np.array([[n.get(name, 0.0) for name in names] for n in numbers])


def fitted(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression whose first column is the bias; lightly held to zero."""
    scale = np.maximum(x.std(0), 1e-6)
    scale[0] = 1.0
    model = LogisticRegression(C=0.5, fit_intercept=False, max_iter=2000).fit(x / scale, y, sample_weight=weight)
    return model.coef_[0] / scale


def shares(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))


def across_folds(rows: list[dict], x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Probabilities, each row's from weights fitted without its article or matter."""
    groups = sorted({row["group"] for row in rows})
    fold = np.array([groups.index(row["group"]) % FOLDS for row in rows])
    out = np.zeros(len(rows))
    for k in range(FOLDS):
        out[fold == k] = shares(x[fold == k], fitted(x[fold != k], y[fold != k], weight[fold != k]))
    return out


def threshold(rows: list[dict], y: np.ndarray, p: np.ndarray) -> float:
    """The least at which `PRECISE` of what is stated on our own pairs is right, at least `LEAST` being stated; real
    articles are annotated for their main conflicts only, so precision is not read from them."""
    own = np.array([row["set"] == "own" for row in rows])
    for step in np.arange(0.05, 0.95, 0.01):
        stated = own & (p >= step)
        if stated.sum() >= LEAST and y[stated].mean() >= PRECISE:
            return float(step)
    return 0.95


def report(label: str, rows: list[dict], p: np.ndarray, least: float) -> None:
    for name in ("articles", "own"):
        held = [n for n, row in enumerate(rows) if row["set"] == name]
        if held:
            some = [rows[n] for n in held]
            table = conflicts.found(some, list(p[held] >= least), list(p[held]))
            print(label, name, {k: round(v, 3) for k, v in table.items()}, flush=True)


def _one_party(row: dict) -> bool:
    """A real article's pair of one party: only those that conflict would count, which would teach that all do."""
    return row["set"] == "articles" and (row["a"].party or "none").lower() == (row["b"].party or "none").lower()


def by_article(rows: list[dict], p: np.ndarray, least: float) -> None:
    """F1 of each article, for the spread."""
    for group in sorted({r["group"] for r in rows if r["set"] == "articles"}):
        held = [n for n, row in enumerate(rows) if row["group"] == group]
        table = conflicts.found([rows[n] for n in held], list(p[held] >= least), list(p[held]))
        print(f"  {group[:40]:42} gold {table['gold']:3} flagged {table['flagged']:3} F1 {table['f1']:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--own", type=Path, required=True)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    judge = Judge.load(2, given.encoder)
    parts = {}
    for part in ("dev", "test"):
        rows = article_pairs(given.data, part) + own_pairs(given.own, part)
        rows = [row for row in rows if conflicts.kept(row) and not _one_party(row)]
        parts[part] = rows, measured(judge, rows, given.cache)
    data = dict(judge.combiner.weights)
    data["layers"], data["thresholds"] = {}, {**data["thresholds"], "learned": {}}
    for label, relation in enumerate(NAMES):
        rows, numbers = parts["dev"]
        names = NAMES[relation]
        y = np.array([row["label"] == label for row in rows])
        weight = np.array([OWN_WEIGHT if row["set"] == "own" else 1.0 for row in rows])
        x = matrix(numbers, names)
        out_of_fold = across_folds(rows, x, y, weight)
        near = np.array([n["topic"] >= data["gate"] for n in numbers])
        out_of_fold *= near
        least = threshold(rows, y, out_of_fold)
        weights = fitted(x, y, weight)
        data["layers"][relation] = {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)}
        data["thresholds"]["learned"][relation] = round(least, 3)
        print(relation, data["layers"][relation], "threshold", round(least, 3))
        if label == 0:
            tested, test_numbers = parts["test"]
            p = shares(matrix(test_numbers, names), weights)
            p *= np.array([n["topic"] >= data["gate"] for n in test_numbers])
            report("dev, across folds", rows, out_of_fold, least)
            report("test", tested, p, least)
            report("test, bare encoder", tested, matrix(test_numbers, ("entailment.contradicts",))[:, 0], 0.0)
            by_article(tested, p, least)
    if given.out:
        data["version"] = str(int(data["version"]) + 1)
        given.out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
