"""Take out of a checkpoint the layer that is missed least, so that the export stays small.

  python -m training.judge.thin --checkpoint FOLDER/sentences/last.pt --data DIR --out FOLDER/thin.pt

Prints the mean loss on sentence pairs of the development sets without each layer. Removing layers and training on:
Sajjad and others 2023.
"""

import argparse
import gzip
import json
import random
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import ModuleList
from torch.nn.functional import nll_loss

from training.judge import corpus
from training.judge.batches import tokenizer_at
from training.judge.held_out import probabilities
from training.judge.model import PairEncoder, weights

EACH = 70


def development(data: Path) -> list[dict]:
    """`EACH` pairs of every development set."""
    by_set: dict[str, list[dict]] = {}
    with gzip.open(data / "nli" / "dev.jsonl.gz", "rt") as rows:
        for row in map(json.loads, rows):
            by_set.setdefault(row["set"], []).append(row)
    return [row for _, rows in sorted(by_set.items()) for row in random.Random(1).sample(rows, min(EACH, len(rows)))]


def loss(model: PairEncoder, tokenizer: Tokenizer, rows: list[dict]) -> float:
    shares = probabilities(model, tokenizer, [(row["a"], row["b"]) for row in rows])
    right = torch.tensor([corpus.LABELS[row["label"]] for row in rows])
    return float(nll_loss(shares.clamp_min(1e-6).log(), right))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    pretrained = weights(given.checkpoint.parent.parent)
    state = torch.load(given.checkpoint)
    model = PairEncoder(pretrained, state["layers"])
    model.load_state_dict(state["model"])
    tokenizer, rows = tokenizer_at(pretrained), development(given.data)
    whole = list(model.body.encoder.layer)
    print(f"all layers: {loss(model, tokenizer, rows):.3f}")
    without = []
    for number in range(len(whole)):
        model.body.encoder.layer = ModuleList(whole[:number] + whole[number + 1 :])
        without.append(loss(model, tokenizer, rows))
        print(f"without layer {number}: {without[-1]:.3f}", flush=True)
    least = min(range(len(whole)), key=without.__getitem__)
    model.body.encoder.layer = ModuleList(whole[:least] + whole[least + 1 :])
    torch.save({"model": model.state_dict(), "layers": len(whole) - 1}, given.out)


if __name__ == "__main__":
    main()
