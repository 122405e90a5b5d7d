"""Weighs the words by which a speaker's party is decided.

.venv/bin/python -m training.speakers.parties --data DIR, where DIR/attribution holds polnear-train.jsonl.gz; speakers
and parties come from datasets/article-relations. Writes services/claims/data/party-weights.json and prints the share
right across five folds of articles.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from spacy.tokens import Doc

from benchmarks.names import same_party
from services.claims.document import attributions_of
from services.claims.parties import deciding
from services.claims.parties.component import person_of, read_party
from services.claims.parties.deciding import Decider
from services.claims.parties.gazetteer import Party
from services.claims.parties.home import Topics, home
from services.claims.parties.reader import Reader
from services.domain.claim import Attribution
from training.speakers.articles import Labels, annotated_docs

WEIGHTS = Path(deciding.__file__).parents[1] / "data" / "party-weights.json"
FOLDS = 5
LEAST = 5
"""In how many articles a feature must come up."""


@dataclass(frozen=True, slots=True)
class Example:
    """One speaker of one article: the features of each choice, which of them are right, how many attributions."""

    article: int
    rows: list[deciding.Features]
    right: list[bool]
    count: int


def main() -> None:
    """Reports across folds, then fits on all and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    every = [e for n, (doc, labels) in enumerate(annotated_docs(options.data)) for e in examples(n, doc, labels)]
    report(every)
    write(fit(every))


def examples(article: int, doc: Doc, labels: Labels) -> list[Example]:
    """Each speaker found right, with the choices of a party; `doc` has its speakers resolved."""
    day = doc._.published_at.date() if doc._.published_at else None
    reader = Reader(doc, doc._.cast, home(doc), Topics(doc, doc._.bodies.full), doc._.bodies, day)
    decider = Decider(reader)
    found: dict[tuple[str, str], Example] = {}
    for a in attributions_of(doc):
        wanted = labels.get(a.content)
        if wanted is None or a.speaker is None or not wanted.same_speaker(a):
            continue
        key = a.speaker, wanted.party
        if key in found:
            found[key] = replace(found[key], count=found[key].count + 1)
            continue
        person = person_of(a, reader)
        choices = list(decider.choices(a, person, read_party(a, a.speaker, person, reader)))
        right = [same_party(_of(a, c.party), wanted.party) for c in choices]
        found[key] = Example(article, [c.features for c in choices], right, 1)
    return list(found.values())


def _of(a: Attribution, party: Party | None) -> Attribution:
    return replace(a, party=party.name if party else None, party_kind=party.kind if party else None)


def fit(
    every: Sequence[Example], penalty: float = 1.0, steps: int = 200, rate: float = 0.1
) -> dict[str, float]:
    """Weights of a softmax over each example's choices: the right ones are to have its mass together (Adam, L2)."""
    usable = [e for e in every if any(e.right)]
    seen: dict[str, set[int]] = defaultdict(set)
    for e in usable:
        for row in e.rows:
            for name in row:
                seen[name].add(e.article)
    names = {name: n for n, name in enumerate(sorted(k for k, v in seen.items() if len(v) >= LEAST))}
    table, group, right, size = _matrix(usable, names)
    w, m, v = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, steps + 1):
        scores = np.exp(np.clip(table @ w, -30, 30))
        whole = np.bincount(group, scores)[group]
        good = np.bincount(group, scores * right)[group]
        slope = table.T @ (size * (scores / whole - scores * right / good)) + penalty * w
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
        w -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return {name: float(w[n]) for name, n in names.items() if abs(w[n]) >= 0.1}


def _matrix(
    every: Sequence[Example], names: dict[str, int]
) -> tuple[csr_matrix, NDArray[np.int64], NDArray[np.bool_], NDArray[np.float64]]:
    """The features of all choices, which example each is of, whether it is right, and how much it weighs."""
    data, columns, starts = [], [], [0]
    for e in every:
        for row in e.rows:
            known = [(names[k], x) for k, x in row.items() if k in names]
            columns += [c for c, _ in known]
            data += [x for _, x in known]
            starts.append(len(columns))
    group = np.repeat(np.arange(len(every)), [len(e.rows) for e in every])
    right = np.array([r for e in every for r in e.right])
    size = np.array([min(e.count, 5) ** 0.5 for e in every])[group]
    return csr_matrix((data, columns, starts), shape=(len(starts) - 1, len(names))), group, right, size


def report(every: Sequence[Example]) -> None:
    """Prints, across folds of articles, the share of attributions right by the rules alone and with the weights."""
    counts: Counter[str] = Counter()
    for fold in range(FOLDS):
        learned = fit([e for e in every if e.article % FOLDS != fold])
        for e in (e for e in every if e.article % FOLDS == fold):
            best = max(range(len(e.rows)), key=lambda n: sum(learned.get(k, 0.0) * x for k, x in e.rows[n].items()))
            counts.update(all=e.count, rules=e.count * e.right[0], learned=e.count * e.right[best])
            counts.update({"reachable": e.count * any(e.right)})
    shares = {k: round(counts[k] / counts["all"], 4) for k in ("rules", "learned", "reachable")}
    print(f"right across folds, of {counts['all']} attributions with the right speaker: {shares}")


def write(learned: dict[str, float]) -> None:
    """Writes the weights."""
    note = "Read by services/claims/parties/deciding.py; written by training/speakers/parties.py."
    body = {"note": note, "weights": {k: round(v, 2) for k, v in sorted(learned.items())}}
    WEIGHTS.write_text(json.dumps(body, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
