"""Make a checkpoint again from the encoder that ships, so that training goes on where the original weights are gone.

  python -m training.judge.restore --model services/contradictions/models/judge --out FOLDER/shipped.pt

What was rounded for shipping stays rounded (8 bits a channel, the word table 4); a few hundred steps take that up.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, numpy_helper

from training.judge.model import PairEncoder, weights
from training.judge.words import BLOCK


def restored(graph: onnx.GraphProto) -> dict[str, NDArray[np.float32]]:
    """The encoder's weights by their names in `PairEncoder`, in 32 bits."""
    stored = {tensor.name: tensor for tensor in graph.initializer}
    found = {name: numpy_helper.to_array(t) for name, t in stored.items() if t.data_type == TensorProto.FLOAT}
    out = {name: values for name, values in found.items() if name.startswith(("body.", "mix.", "out."))}
    for name in [n.removesuffix(".int8") for n in stored if n.endswith(".int8") and not n.startswith("val_")]:
        scale, whole = found.get(f"{name}.scale"), numpy_helper.to_array(stored[f"{name}.int8"]).astype(np.float32)
        assert scale is not None, name
        out[name] = whole * scale[:, None]
    table = "body.embeddings.word_embeddings.weight"
    blocks = out.pop(f"{table}.scale")
    out[table] = _unpacked(stored[f"{table}.int4"]) * blocks.repeat(BLOCK, axis=1)
    made = {name: node for node in graph.node for name in node.output}
    for node in graph.node:
        bias = next((n for n in node.input if n.endswith(".bias")), None) if node.op_type == "Add" else None
        product = made.get(next((n for n in node.input if n != bias), ""))
        if bias and product and f"{product.output[0]}.int" in made:
            whole = made[f"{product.output[0]}.int"]
            name, source = whole.input[1].removesuffix(".int8"), whole.input[0].removesuffix(".q")
            values = numpy_helper.to_array(stored[f"{name}.int8"]) * found[f"{name}.scale"]
            out[bias.removesuffix("bias") + "weight"] = (values * found[f"{source}.factor"][:, None]).T.copy()
    return {name: values for name, values in out.items() if not name.endswith((".factor", ".scale", ".sum"))}


def _unpacked(tensor: TensorProto) -> NDArray[np.float32]:
    """Two signed values of 4 bits a byte, the first in the low half."""
    pairs = np.frombuffer(tensor.raw_data, np.uint8)
    values = np.stack([pairs & 0xF, pairs >> 4], axis=1).astype(np.int8)
    return np.where(values > 7, values - 16, values).reshape(tuple(tensor.dims)).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=Path("services/contradictions/models/judge"))
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    layers = json.loads((given.model / "config.json").read_text(encoding="utf8"))["layers"]
    model = PairEncoder(weights(given.out.parent), layers)
    found = restored(onnx.load(given.model / "model.onnx").graph)
    state = {name: torch.from_numpy(values.copy()) for name, values in found.items()}
    told = model.load_state_dict(state, strict=False)
    if told.missing_keys or told.unexpected_keys:
        raise SystemExit(f"the model's file doesn't hold {told.missing_keys}, and holds besides {told.unexpected_keys}")
    torch.save({"model": model.state_dict(), "layers": layers}, given.out)
    print(f"{len(state)} tensors, {layers} layers: {given.out}")


if __name__ == "__main__":
    main()
