"""Weighs the features by which "he" and "she" find their persons.

.venv/bin/python -m training.speakers.antecedents --data DIR --annotated DIR, where DIR/attribution holds
polnear-train.jsonl.gz and the annotated directory one JSON file an article with the speaker of each attribution. Writes
services/claims/data/antecedent-weights.json and prints the share right on the articles held out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from benchmarks.names import same_speaker
from benchmarks.reading import rows_of
from benchmarks.speakers import document_of
from services.claims.document import attributions_of
from services.claims.extractor import Extractor
from services.claims.speakers import antecedents, gender
from services.claims.speakers.component import resolve
from services.claims.speakers.pronouns import THIRD
from services.claims.speakers.scene import Scene
from services.domain.claim import Attribution, Mode, SpeakerKind, Stance

WEIGHTS = Path(antecedents.__file__).parents[1] / "data" / "antecedent-weights.json"
ROUNDS = 3
Example = tuple[list[antecedents.Features], int]


def main() -> None:
    """Fits on four fifths, reports on the rest, writes the weights fitted on all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--annotated", type=Path, required=True)
    options = parser.parse_args()
    wanted = {a["doc_id"]: a for p in sorted(options.annotated.glob("*.json")) for a in [json.loads(p.read_text())]}
    rows = [r for r in rows_of(options.data / "attribution" / "polnear-train.jsonl.gz") if r["doc_id"] in wanted]
    extractor = Extractor()
    parts = ("counterclaim_speakers", "counterclaim_parties", "counterclaim_dates", "counterclaim_stances")
    with extractor.nlp.select_pipes(disable=[p for p in parts if p in extractor.nlp.pipe_names]):
        docs = list(extractor.nlp.pipe(extractor._doc(document_of(r)) for r in rows))
    train(list(zip(rows, docs, strict=True)), wanted)


def train(texts: Sequence[tuple[dict[str, Any], Doc]], wanted: dict[str, dict[str, Any]]) -> None:
    """Alternates between resolving with the weights so far and fitting them, for who spoke before is a feature."""
    fifth = [n % 5 == 0 for n in range(len(texts))]
    for left_out in (True, False):
        for _ in range(ROUNDS):
            every = [examples(row, doc, wanted[row["doc_id"]]) for row, doc in texts]
            learned = [e for out, group in zip(fifth, every, strict=True) for e in group if not (out and left_out)]
            weights = fit(learned)
            antecedents.weights().clear()
            antecedents.weights().update(weights)
        held = [e for out, group in zip(fifth, every, strict=True) for e in group if out]
        if left_out:
            print(f"held out: {share_right(held, weights):.3f} of {len(held)} right; learned from: "
                  f"{share_right(learned, weights):.3f} of {len(learned)}")
    note = "Read by services/claims/speakers/antecedents.py; written by training/speakers/antecedents.py."
    body = {"note": note, "weights": {k: round(v, 3) for k, v in weights.items()}}
    WEIGHTS.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


def examples(row: dict[str, Any], doc: Doc, wanted: dict[str, Any]) -> list[Example]:
    """Of each annotated pronoun whose person is among those who fit: the persons' features and which is right."""
    scene = Scene.of(doc)
    resolve(scene, attributions_of(doc))
    found = []
    for gold in row["attributions"]:
        speaker = wanted["attributions"].get(gold["id"], {}).get("speaker")
        word = row["text"][slice(*gold["source"])].strip().lower() if gold["source"] else ""
        if word not in THIRD or not speaker:
            continue
        rows = antecedents.features(scene, gold["source"][0], gender.of_pronoun(word), scene.cast.persons)
        right = [n for n, (person, _) in enumerate(rows) if same_speaker(_said_by(person.name), speaker)]
        if len(rows) > 1 and len(right) == 1:
            found.append(([f for _, f in rows], right[0]))
    return found


def _said_by(name: str) -> Attribution:
    return Attribution(None, (), ((0, 1),), (0, 1), Mode.INDIRECT, Stance.ASSERTS, name, SpeakerKind.PERSON)


def fit(learned: Sequence[Example], penalty: float = 10.0, steps: int = 1500, rate: float = 0.05) -> dict[str, float]:
    """Weights of a softmax over each example's persons, by Adam with an L2 penalty."""
    names = sorted({name for rows, _ in learned for row in rows for name in row})
    tables = [(np.array([[row.get(n, 0.0) for n in names] for row in rows]), right) for rows, right in learned]
    sizes = np.cumsum([0, *(len(t) for t, _ in tables)])
    every = np.concatenate([t for t, _ in tables])
    rights = np.array([s + right for s, (_, right) in zip(sizes, tables, strict=False)])
    group = np.repeat(np.arange(len(tables)), np.diff(sizes))
    w, m, v = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, steps + 1):
        scores = np.exp(np.clip(every @ w, -30, 30))
        chances = scores / np.bincount(group, scores)[group]
        slope = (every * chances[:, None]).sum(0) - every[rights].sum(0) + penalty * w
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
        w -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, map(float, w), strict=True))


def share_right(every: Iterable[Example], weights: dict[str, float]) -> float:
    """How often the person with the highest score is the right one."""
    hits = [
        max(range(len(rows)), key=lambda n: sum(weights.get(k, 0.0) * x for k, x in rows[n].items())) == right
        for rows, right in every
    ]
    return sum(hits) / max(1, len(hits))


if __name__ == "__main__":
    main()
