"""Fit the layer that adds the encoder to the rules, and choose its thresholds; writes the judge's combiner.

  python -m training.judge.combine --data DIR --own datasets/claim-pairs/matters [--encoder FOLDER] [--cache FILE]
      [--relations datasets/article-relations/annotations.jsonl --across datasets/article-relations/across.jsonl]
      [--out services/contradictions/models/combiner/combiner.json]

Fitted on the 59 annotated articles, of which the encoder has seen none, and on our matters of part "dev". Thresholds
and the gate come from predictions across folds: of the articles for contradictions (the threshold with the best F1), of
the matters for agreements (the least at which so many of what is stated are right). Part "test" of the matters is only
reported. Pairs of claims of two articles have a layer of their own, fitted on those annotated ones that the encoder has
not seen, each counted for as many as it was drawn from; with --only-apart nothing else is fitted.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from benchmarks import conflicts
from benchmarks.asking import KeptEncoder
from benchmarks.contradiction_folds import best_threshold, folds_of
from benchmarks.logistic import fitted, shares
from services.contradictions.combiner import Combiner
from services.contradictions.embedding import Embedder
from services.contradictions.judge import Judge
from services.contradictions.signals.all import features, weigh
from training.judge.across import across_pairs
from training.judge.corpus import LABELS, article_pairs, own_pairs

NAMES = {
    "contradiction": ("bias", "entailment.contradicts", "entailment.agrees", "rules.contradiction", "topic.cosine"),
    "agreement": ("bias", "entailment.agrees", "entailment.contradicts", "rules.agreement", "topic.cosine"),
    "contradiction.apart": ("bias", "entailment.contradicts", "entailment.agrees", "topic", "topic.names"),
}
"""Few, for there is little to fit on. What one party's two claims, conditions and relayed words are worth stays with
the rules."""
APART = "contradiction.apart"
OWN_WEIGHT = 0.5
GATES = (0.0, 0.1, 0.2, 0.3, 0.4)
PRECISE = 0.85
RELATIONS = Path("datasets/article-relations")
LEAST = 8


class Pairs:
    """Labelled pairs with their numbers, as the judge sees them. Those that the encoder is not asked about stay out of
    the layer, as they do in the judge."""

    def __init__(self, judge: Judge, rows: list[dict]) -> None:
        self.rows = rows
        meetings = judge.read_once([(row["a"], row["b"]) for row in rows])
        self.numbers = [judge.combiner.with_rules(features(weigh(m))) for m in meetings]
        self.topic = np.array([n.get("topic", 0.0) for n in self.numbers])
        self.asked = np.array([m.learned is not None for m in meetings])
        self.combiner = judge.combiner
        self.fold = folds_of(rows)

    def left(self, p: np.ndarray) -> np.ndarray:
        """What the judge leaves of the layer's probabilities."""
        held = [self.combiner.damped(float(v), n) for v, n in zip(p, self.numbers, strict=True)]
        return np.array(held) * self.asked

    def x(self, relation: str) -> np.ndarray:
        return np.array([[n.get(name, 0.0) for name in NAMES[relation]] for n in self.numbers])

    def y(self, relation: str) -> np.ndarray:
        """A weak contradiction of two articles is none."""
        loose = np.array([row["set"] == "across" and row["strength"] == "weak" for row in self.rows])
        return np.array([float(row["label"] == LABELS[relation]) for row in self.rows]) * ~loose


def layer(relation: str, parts: list[tuple[Pairs, np.ndarray, float]]) -> np.ndarray:
    """Weights of the logistic layer fitted on the chosen pairs of each part."""
    parts = [(pairs, chosen & pairs.asked, share) for pairs, chosen, share in parts]
    x = np.vstack([pairs.x(relation)[chosen] for pairs, chosen, _ in parts])
    y = np.concatenate([pairs.y(relation)[chosen] for pairs, chosen, _ in parts])
    weight = np.concatenate([np.full(int(chosen.sum()), share) for _, chosen, share in parts])
    return fitted(x, y, weight)


def across(relation: str, tried: Pairs, share: float, other: Pairs, other_share: float) -> np.ndarray:
    """Probabilities for `tried`, each fold's from weights fitted without it."""
    out = np.zeros(len(tried.rows))
    for k in sorted(set(tried.fold)):
        whole = np.ones(len(other.rows), bool)
        beta = layer(relation, [(tried, tried.fold != k, share), (other, whole, other_share)])
        out[tried.fold == k] = shares(tried.x(relation)[tried.fold == k], beta)
    return tried.left(out) if relation == "contradiction" else out * tried.asked


def weighed(pairs: Pairs, chosen: np.ndarray) -> np.ndarray:
    """The layer for pairs of two articles."""
    seen = chosen & pairs.asked
    stands = np.array([row["stands_for"] for row in pairs.rows])
    return fitted(pairs.x(APART)[seen], pairs.y("contradiction")[seen], stands[seen])


def apart(pairs: Pairs) -> np.ndarray:
    """The layer for pairs of two articles, fitted on strong contradictions; prints what it does across folds."""
    p, y = np.zeros(len(pairs.rows)), pairs.y("contradiction")
    for k in sorted(set(pairs.fold)):
        p[pairs.fold == k] = shares(pairs.x(APART)[pairs.fold == k], weighed(pairs, pairs.fold != k))
    p = pairs.left(p)
    order = conflicts.average_precision(y > 0, p)
    print(f"two articles, across folds: {len(y)} pairs, {y.sum():.0f} strong, average precision {order:.3f}")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        told = p >= least
        print(f"  from {least}: {told.sum()} stated, {y[told].sum():.0f} right")
    return weighed(pairs, np.ones(len(y), bool))


def precise(y: np.ndarray, p: np.ndarray) -> float:
    """The least threshold at which `PRECISE` of what is stated is right, at least `LEAST` being stated."""
    for step in np.arange(0.05, 0.95, 0.01):
        if (p >= step).sum() >= LEAST and y[p >= step].mean() >= PRECISE:
            return float(step)
    return 0.95


def report(label: str, pairs: Pairs, p: np.ndarray, least: float) -> None:
    table = conflicts.found(pairs.rows, list(p >= least), list(p))
    print(label, f"threshold {least:.3f}", {k: round(v, 3) for k, v in table.items()}, flush=True)


def of_two_parties(row: dict) -> bool:
    """A real article's pair of one party counts only if it conflicts, which would teach that all of these do."""
    return (row["a"].party or "none").lower() != (row["b"].party or "none").lower()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--own", type=Path, required=True)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--relations", type=Path, default=RELATIONS / "annotations.jsonl")
    parser.add_argument("--across", type=Path, default=RELATIONS / "across.jsonl")
    parser.add_argument(
        "--part",
        choices=("all", "layer"),
        default="all",
        help='of pairs of two articles: "layer" where the encoder has learned from the others',
    )
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--only-apart", action="store_true", help="leave all but the layer for two articles as it is")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    judge = Judge(Combiner.load(), Embedder(2), KeptEncoder(given.encoder, given.cache, threads=2))
    data = dict(judge.combiner.weights)
    between = Pairs(judge, across_pairs(given.data, given.relations, given.across, given.part))
    apart_weights = dict(zip(NAMES[APART], (round(float(w), 4) for w in apart(between)), strict=True))
    print(APART, apart_weights)
    if given.only_apart:
        written(given.out, {**data, "layers": {**data["layers"], APART: apart_weights}})
        return
    articles = Pairs(judge, [r for r in article_pairs(given.data, "all") if conflicts.kept(r) and of_two_parties(r)])
    matters = Pairs(judge, own_pairs(given.own, "dev"))
    tested = Pairs(judge, own_pairs(given.own, "test"))
    data["layers"], data["thresholds"] = {APART: apart_weights}, {**data["thresholds"], "learned": {}}
    for relation in ("contradiction", "agreement"):
        everything = [
            (articles, np.ones(len(articles.rows), bool), 1.0),
            (matters, np.ones(len(matters.rows), bool), OWN_WEIGHT),
        ]
        beta = layer(relation, everything)
        data["layers"][relation] = {n: round(float(w), 4) for n, w in zip(NAMES[relation], beta, strict=True)}
        if relation == "contradiction":
            p = across(relation, articles, 1.0, matters, OWN_WEIGHT)
            y = articles.y(relation)
            gated = {gate: p * (articles.topic >= gate) for gate in GATES}
            least = {gate: best_threshold(y, gated[gate]) for gate in GATES}
            for gate in GATES:
                report(f"articles across folds, gate {gate}", articles, gated[gate], least[gate])
            f1 = {g: conflicts.found(articles.rows, list(gated[g] >= least[g]), list(p))["f1"] for g in GATES}
            data["gate"] = max(GATES, key=f1.__getitem__)
            threshold = least[data["gate"]]
            report("articles across folds, as it ships", articles, gated[data["gate"]], threshold)
        else:
            p = across(relation, matters, OWN_WEIGHT, articles, 1.0)
            threshold = precise(matters.y(relation), p)
        data["thresholds"]["learned"][relation] = round(threshold, 3)
        print(relation, data["layers"][relation], "threshold", round(threshold, 3))
        if relation == "contradiction":
            for label, pairs in (("own dev (fitted on)", matters), ("own test", tested)):
                near = pairs.topic >= data["gate"]
                report(label, pairs, pairs.left(shares(pairs.x(relation), beta)) * near, threshold)
    written(given.out, data)


def written(out: Path | None, data: dict) -> None:
    """The combiner under its next version number."""
    if out:
        data["version"] = str(int(data["version"]) + 1)
        out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
