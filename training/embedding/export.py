"""Export all-MiniLM-L6-v2 with mean pooling as ONNX with 8-bit weights, and compare it with the original.

python -m training.embedding.export --out services/contradictions/models/embedding
"""

import argparse
import json
import logging
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from training.attribution.model import minilm
from training.attribution.quantise import quantised

MAX_TOKENS = 128
SENTENCES = (
    "The union says the walkout is the only answer left to it.",
    "Ministers called the strike reckless and unlawful.",
    "Sergei Ivanov (Norland) said: the blockade breaks the truce",
    "Fewer than 200 tonnes were spilled, the company insists.",
    "The court ruled on Friday that the licence had been granted in error, and the operator said it would appeal.",
    "Trade talks resume in Geneva next month.",
    "We never agreed to it.",
    "Rising prices hit families hardest, the opposition told parliament while ministers praised the budget.",
)


class Pooled(nn.Module):
    """Unit vectors of 384 floats: the mean of the last layer over real tokens."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        return nn.functional.normalize((states * mask).sum(1) / mask.sum(1).clamp(min=1e-9), dim=-1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    logging.getLogger("onnxruntime").setLevel(logging.WARNING)
    model = Pooled(AutoModel.from_pretrained(minilm(), attn_implementation="eager")).eval()
    tokenizer = AutoTokenizer.from_pretrained(minilm()).backend_tokenizer
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.enable_padding(pad_id=0, pad_token="[PAD]")
    tokenizer.save(str(out / "tokenizer.json"))
    encoded = tokenizer.encode_batch(list(SENTENCES))
    ids = torch.tensor([e.ids for e in encoded])
    mask = torch.tensor([e.attention_mask for e in encoded])
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
            output_names=["vectors"],
            dynamic_shapes=(plane, plane),
        )
        quantised(exact, out / "model.onnx", "blocks")
    session = onnxruntime.InferenceSession(out / "model.onnx", providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})
    with torch.no_grad():
        wanted = model(ids, mask).numpy()
    cosines = (found * wanted).sum(1)
    size = (out / "model.onnx").stat().st_size / 1e6
    config = {"name": "all-MiniLM-L6-v2", "dimensions": 384, "max_tokens": MAX_TOKENS, "weights": "int8 blocks of 32"}
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf8")
    print(f"{size:.1f} MB, cosine with the original: least {cosines.min():.4f}, mean {np.mean(cosines):.4f}")


if __name__ == "__main__":
    main()
