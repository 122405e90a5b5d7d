"""The two ONNX graphs: pieces to states and cue logits; a paragraph and a cue to roles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from services.claims.tagger.windows import Window, relation_to_cue

LINKED = 2048


@dataclass(frozen=True, slots=True)
class Question:
    """A candidate cue, words [start, end) of a paragraph whose words have ``states`` (W, width)."""

    states: NDArray[np.float32]
    start: int
    end: int


class Network(Protocol):
    """What runs the two halves of the model; training measures the unexported one through it too. No row is padded."""

    def encode(
        self, ids: NDArray[np.int64], marks: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """States (B, L, width) and cue logits (B, L, 3)."""
        ...

    def link(
        self, states: NDArray[np.float32], relation: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Role logits (C, N, 3) and realness logits (C,)."""
        ...


class OnnxNetwork:
    """encoder.onnx and linker.onnx of a weights folder, on the CPU."""

    def __init__(self, folder: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._encoder, self._linker = (
            onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in ("encoder.onnx", "linker.onnx")
        )

    def encode(
        self, ids: NDArray[np.int64], marks: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        states, cues = self._encoder.run(None, {"ids": ids, "marks": marks})
        return states, cues

    def link(
        self, states: NDArray[np.float32], relation: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        roles, real = self._linker.run(None, {"states": states, "relation": relation})
        return roles, real


def encoded(network: Network, rows: Sequence[Window]) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """The states (L, width) and cue logits (L, 3) of each window.

    One window a run: 8-bit activations are scaled by the run, so a window reads the same in any company; nothing is
    padded; and a window's activations stay in a core's own cache, which made 4,000 word pieces at once slower.
    """
    for row in rows:
        states, cues = network.encode(row.ids[None], row.marks[None])
        yield states[0], cues[0]


def linked(network: Network, asked: Sequence[Question]) -> Iterator[tuple[NDArray[np.float32], float]]:
    """Role logits (W, 3) and realness logit of each question; those about one paragraph, which stand together, in one
    run."""
    for _, same in groupby(asked, key=lambda question: id(question.states)):
        group = list(same)
        words = len(group[0].states)
        size = max(1, LINKED // words)
        for part in (group[i : i + size] for i in range(0, len(group), size)):
            states = np.repeat(part[0].states[None], len(part), axis=0)
            relation = np.stack([relation_to_cue(words, question.start, question.end) for question in part])
            roles, real = network.link(states, relation)
            yield from zip(roles, real.tolist(), strict=True)
