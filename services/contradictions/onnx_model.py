"""An ONNX model with its tokenizer, run in batches sorted by length."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

BATCH = 32
FOLDER = "models"


def folder_of(name: str) -> Path:
    """Where the weights of that name ship; the folder need not exist."""
    return Path(str(files("services.contradictions").joinpath(FOLDER, name)))


class OnnxModel:
    """Reads `model.onnx`, `tokenizer.json` and `config.json` of a folder; needs no network."""

    def __init__(self, folder: Path, threads: int, *, max_tokens: int, pad: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 3
        self.config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(max_tokens)
        self._tokenizer.no_padding()
        self._pad = pad

    def run(self, inputs: Sequence[str] | Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """The model's first output, one row an input, in the order given."""
        encoded = self._tokenizer.encode_batch(list(inputs))
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        rows: dict[int, NDArray[np.float32]] = {}
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            length = max(2, *(len(encoded[i].ids) for i in chosen))
            ids = np.full((len(chosen), length), self._pad, np.int64)
            mask = np.zeros((len(chosen), length), np.int64)
            for row, i in enumerate(chosen):
                n = len(encoded[i].ids)
                ids[row, :n], mask[row, :n] = encoded[i].ids, 1
            (out,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
            rows.update(zip(chosen, out, strict=True))
        return np.stack([rows[i] for i in range(len(encoded))]) if encoded else np.zeros((0, 0), np.float32)
