"""Titles of matters, for reading: contradictions and single claims drawn from our own matters of part "train".

.venv/bin/python -m benchmarks.titles [--seed N] [--pairs 120] [--claims 80]. Prints each title over the claims it was
made of. Whether a reader understands it is judged by reading; docs/benchmarks.md has the shares.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from services.contradictions.matter import title_of, topic_of
from services.contradictions.meeting import Meeting
from services.contradictions.reading import read
from services.domain.claim import Statement
from training.judge.corpus import own_pairs, part

OWN = Path(__file__).parent.parent / "datasets" / "claim-pairs" / "matters"
FIELDS = ("text", "party", "speaker", "cue", "sentence", "said_at", "source")


def main() -> None:
    """Prints the titles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=120)
    parser.add_argument("--claims", type=int, default=80)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    pairs = [(row["a"], row["b"]) for row in own_pairs(OWN, "train") if row["label"] == 0]
    drawn = rng.sample(pairs, options.pairs)
    alone = rng.sample(claims(), options.claims)
    for a, b in drawn:
        shown(title_of(Meeting(read(a), read(b), 0.0)), a, b)
    for one in alone:
        shown(topic_of(read(one)), one)


def claims() -> list[Statement]:
    """The claims of our matters of part "train", in order."""
    files = [file for file in sorted(OWN.glob("*.json")) if part(file.stem) == "train"]
    told = [claim for file in files for claim in json.loads(file.read_text(encoding="utf8"))["claims"].values()]
    return [Statement(**{name: claim.get(name) for name in FIELDS}) for claim in told]


def shown(title: str, *statements: Statement) -> None:
    """Prints a title and what it was made of."""
    print(title)
    for one in statements:
        print(f"    {one.party}: {one.sentence or one.text}")


if __name__ == "__main__":
    main()
