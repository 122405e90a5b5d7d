"""Weighs the features by which "he" and "she" find their persons.

.venv/bin/python -m training.speakers.antecedents --data DIR, where DIR/attribution holds polnear-train.jsonl.gz;
speakers come from datasets/article-relations. Writes services/claims/data/antecedent-weights.json and prints the share
right across five folds of articles.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from services.claims.document import attributions_of
from services.claims.speakers import antecedents, gender
from services.claims.speakers.component import resolve
from services.claims.speakers.pronouns import THIRD
from services.claims.speakers.scene import Scene
from services.domain.claim import Attribution, Mode, SpeakerKind, Stance
from training.speakers.articles import Labels, annotated_docs

WEIGHTS = Path(antecedents.__file__).parents[1] / "data" / "antecedent-weights.json"
FOLDS = 5
Example = tuple[list[antecedents.Features], int]


def main() -> None:
    """Reports across five folds of articles, then writes the weights fitted on all.

    Who spoke before is a feature, so articles are resolved with the weights as they stand: run it twice after a change.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    every = [examples(doc, labels) for doc, labels in annotated_docs(options.data)]
    report(every)
    write(fit([e for group in every for e in group]))


def examples(doc: Doc, labels: Labels) -> list[Example]:
    """Of each annotated pronoun whose person is among those who fit: the persons' features and which is right."""
    scene = Scene.of(doc)
    resolve(scene, attributions_of(doc))
    return examples_of(scene, labels)


def examples_of(scene: Scene, labels: Labels) -> list[Example]:
    """The same of a scene whose speakers are resolved."""
    found = []
    for a in attributions_of(scene.doc):
        wanted = labels.get(a.content)
        word = scene.text[slice(*a.source)].strip().lower() if a.source else ""
        if a.source is None or word not in THIRD or wanted is None or not wanted.speaker:
            continue
        rows = antecedents.features(scene, a.source[0], gender.of_pronoun(word), scene.cast.persons)
        right = [n for n, (person, _) in enumerate(rows) if wanted.same_speaker(said_by(person.name))]
        if len(rows) > 1 and len(right) == 1:
            found.append(([f for _, f in rows], right[0]))
    return found


def said_by(name: str) -> Attribution:
    """Something said by a person of that name."""
    return Attribution(None, (), ((0, 1),), (0, 1), Mode.INDIRECT, Stance.ASSERTS, name, SpeakerKind.PERSON)


def report(every: Sequence[Sequence[Example]]) -> None:
    """Prints the share of pronouns right across folds of articles, with the shipped weights and with those learned."""
    hits = total = shipped = 0.0
    for fold in range(FOLDS):
        learned = fit([e for n, group in enumerate(every) if n % FOLDS != fold for e in group])
        held = [e for n, group in enumerate(every) if n % FOLDS == fold for e in group]
        hits += share_right(held, learned) * len(held)
        shipped += share_right(held, antecedents.weights()) * len(held)
        total += len(held)
    print(f"of {total:.0f} pronouns: {shipped / total:.3f} right as shipped, {hits / total:.3f} across folds")


def write(learned: dict[str, float], into: Path = WEIGHTS, reader: str = "antecedents") -> None:
    """Writes the weights."""
    note = f"Read by services/claims/speakers/{reader}.py; written by training/speakers/{reader}.py."
    body = {"note": note, "weights": {k: round(v, 3) for k, v in learned.items()}}
    into.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


def fit(learned: Sequence[Example], penalty: float = 3.0, steps: int = 400, rate: float = 0.1) -> dict[str, float]:
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
