"""Export the judge's encoder as ONNX in 8 bits, and compare it with the original.

  python -m training.judge.export --checkpoint FOLDER/final.pt --out services/contradictions/models/judge \
      --own datasets/claim-pairs/matters
"""

import argparse
import json
import random
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from benchmarks.conflicts import average_precision
from training.judge import corpus
from training.judge.batches import tokenizer_at
from training.judge.model import PairEncoder, weights
from training.judge.rows import quantised_by_rows

CLASSES = ("contradiction", "agreement", "neutral")
SAMPLES = 24
CHECKED = 200


def write(model: PairEncoder, out: Path, samples: list[dict[str, np.ndarray]]) -> None:
    """model.onnx: input_ids and attention_mask [batch, length] to logits [batch, 3]. The channels' ranges are measured
    on `samples`."""
    ids, mask = torch.randint(1000, 2000, (3, 20)), torch.ones(3, 20, dtype=torch.long)
    plane = {0: torch.export.Dim("batch", min=1), 1: torch.export.Dim("length", min=2, max=512)}
    with tempfile.TemporaryDirectory() as place:
        exact = Path(place) / "exact.onnx"
        torch.onnx.export(
            model,
            (ids, mask),
            exact,
            dynamo=True,
            external_data=False,
            verbose=False,
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"],
            dynamic_shapes=(plane, plane),
        )
        quantised_by_rows(exact, out / "model.onnx", samples)


def inputs(tokenizer: Tokenizer, row: dict) -> dict[str, np.ndarray]:
    """One pair as the model reads it."""
    ids = np.array([tokenizer.encode(row["a"], row["b"]).ids])
    return {"input_ids": ids, "attention_mask": np.ones_like(ids)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--own", type=Path, required=True)
    parser.add_argument("--version", default="mpnet-1")
    given = parser.parse_args()
    torch.set_num_threads(2)
    pretrained = weights(given.checkpoint.parent)
    state = torch.load(given.checkpoint)
    model = PairEncoder(pretrained, state["layers"])
    model.load_state_dict(state["model"])
    model.eval()
    given.out.mkdir(parents=True, exist_ok=True)
    tokenizer = tokenizer_at(pretrained)
    tokenizer.save(str(given.out / "tokenizer.json"))
    measured = [corpus.worded(r) for r in random.Random(1).sample(corpus.own_pairs(given.own, "train"), SAMPLES)]
    write(model, given.out, [inputs(tokenizer, row) for row in measured])
    rows = [corpus.worded(r) for r in corpus.own_pairs(given.own, "dev")][:CHECKED]
    session = onnxruntime.InferenceSession(given.out / "model.onnx", providers=["CPUExecutionProvider"])
    scores: dict[str, list[float]] = {"original": [], "export": []}
    for row in rows:
        read = inputs(tokenizer, row)
        (small,) = session.run(None, read)
        with torch.no_grad():
            exact = model(*map(torch.tensor, read.values()))
        scores["original"].append(float(exact.softmax(-1)[0, 0]))
        scores["export"].append(float(torch.tensor(small).softmax(-1)[0, 0]))
    right = np.array([row["label"] == 0 for row in rows])
    figures = {name: round(average_precision(right, np.array(values)), 3) for name, values in scores.items()}
    apart = np.abs(np.subtract(scores["original"], scores["export"]))
    size = (given.out / "model.onnx").stat().st_size / 1e6
    config = {
        "version": given.version,
        "layers": state["layers"],
        "weights": "int8 by channel, activations by row",
        "classes": list(CLASSES),
    }
    (given.out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf8")
    print(f"{size:.1f} MB, average precision {figures}, scores {apart.mean():.4f} apart, at most {apart.max():.3f}")


if __name__ == "__main__":
    main()
