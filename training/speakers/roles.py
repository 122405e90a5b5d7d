"""Weighs the features by which "the senator" and "the billionaire" find their persons, or nobody.

.venv/bin/python -m training.speakers.roles --data DIR, where DIR/attribution holds polnear-train.jsonl.gz; speakers
come from datasets/article-relations. Writes services/claims/data/role-weights.json and prints the share right across
five folds of articles.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Doc

from services.claims.document import attributions_of, tokens_at
from services.claims.parties.gazetteer import gazetteer
from services.claims.speakers import roles
from services.claims.speakers.component import resolve
from services.claims.speakers.described import DEFINITE, compound, may_be_one
from services.claims.speakers.named import named
from services.claims.speakers.pronouns import BODY, FIRST, THIRD
from services.claims.speakers.scene import Scene
from training.speakers.antecedents import Example, fit, said_by, share_right, write
from training.speakers.articles import Labels, annotated_docs

WEIGHTS = Path(roles.__file__).parents[1] / "data" / "role-weights.json"
FOLDS = 5


def main() -> None:
    """Reports across five folds of articles, then writes the weights fitted on all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    every = [examples(doc, labels) for doc, labels in annotated_docs(options.data)]
    report(every)
    write(fit([e for group in every for e in group], penalty=1.0), WEIGHTS, "roles")


def examples(doc: Doc, labels: Labels) -> list[Example]:
    """Of each annotated definite description of one: nobody's features and those of each person, and which is
    right."""
    scene, found = Scene.of(doc), list[Example]()
    resolve(scene, attributions_of(doc))
    for a in attributions_of(doc):
        wanted = labels.get(a.content)
        if a.source is None or wanted is None or not wanted.speaker:
            continue
        tokens = tokens_at(doc, a.source)
        if not len(tokens) or tokens[0].lower_ not in DEFINITE or tokens.text.lower() in (*FIRST, *THIRD, *BODY):
            continue
        lemma = compound(tokens.root)
        if not may_be_one(tokens.root, lemma) or named(doc, a.source, scene.cast, scene.bodies):
            continue
        states = {p.name for t in tokens if (p := gazetteer().state(t.text))}
        rows = roles.choices(scene, tokens, lemma, states)
        right = [n for n, (p, _) in enumerate(rows) if p is not None and wanted.same_speaker(said_by(p.name))]
        if len(rows) > 1 and len(right) < 2:
            found.append(([f for _, f in rows], right[0] if right else 0))
    return found


def report(every: Sequence[Sequence[Example]]) -> None:
    """Prints the share right across folds of articles."""
    hits = total = 0.0
    for fold in range(FOLDS):
        learned = fit([e for n, group in enumerate(every) if n % FOLDS != fold for e in group], penalty=1.0)
        held = [e for n, group in enumerate(every) if n % FOLDS == fold for e in group]
        hits, total = hits + share_right(held, learned) * len(held), total + len(held)
    print(f"of {total:.0f} descriptions: {hits / max(1, total):.3f} right across folds")


if __name__ == "__main__":
    main()
