"""The two ONNX graphs: pieces to states and cue logits; a paragraph and a cue to roles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from services.claims.tagger.windows import Window, batches, padded, relation_to_cue

PIECES = 4096
LINKED = 6144


@dataclass(frozen=True, slots=True)
class Question:
    """A candidate cue, words [start, end) of a paragraph whose words have ``states`` (W, width)."""

    states: NDArray[np.float32]
    start: int
    end: int


class Network(Protocol):
    """What runs the two halves of the model; training measures the unexported one through it too."""

    def encode(
        self, ids: NDArray[np.int64], marks: NDArray[np.int64], mask: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """States (B, L, width) and cue logits (B, L, 3)."""
        ...

    def link(
        self, states: NDArray[np.float32], relation: NDArray[np.int64], mask: NDArray[np.float32]
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
        self, ids: NDArray[np.int64], marks: NDArray[np.int64], mask: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        states, cues = self._encoder.run(None, {"ids": ids, "marks": marks, "mask": mask})
        return states, cues

    def link(
        self, states: NDArray[np.float32], relation: NDArray[np.int64], mask: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        roles, real = self._linker.run(None, {"states": states, "relation": relation, "mask": mask})
        return roles, real


def encoded(network: Network, rows: Sequence[Window]) -> Iterator[tuple[int, NDArray[np.float32], NDArray[np.float32]]]:
    """Index of each window with its states (L, width) and cue logits (L, 3), longest windows first."""
    for group in batches(rows, PIECES):
        ids, marks = padded([rows[i].ids for i in group]), padded([rows[i].marks for i in group])
        states, cues = network.encode(ids, marks, (ids != 0).astype(np.float32))
        for row, i in enumerate(group):
            yield i, states[row], cues[row]


def linked(
    network: Network, asked: Sequence[Question]
) -> Iterator[tuple[list[int], NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]]:
    """Groups of questions of like length: their indices, word counts (C,), role logits (C, N, 3), realness (C,)."""
    order = sorted(range(len(asked)), key=lambda i: (len(asked[i].states), i))
    while order:
        shortest = len(asked[order[0]].states)
        size = 1
        while size < len(order) and len(asked[order[size]].states) <= min(1.2 * shortest + 4, LINKED / (size + 1)):
            size += 1
        group, order = order[:size], order[size:]
        words = np.array([len(asked[i].states) for i in group], dtype=np.int64)
        states = np.zeros((size, int(words.max()), asked[group[0]].states.shape[1]), dtype=np.float32)
        relation = np.zeros(states.shape[:2], dtype=np.int64)
        for row, i in enumerate(group):
            states[row, : words[row]] = asked[i].states
            relation[row, : words[row]] = relation_to_cue(int(words[row]), asked[i].start, asked[i].end)
        mask = (np.arange(states.shape[1]) < words[:, None]).astype(np.float32)
        roles, real = network.link(states, relation, mask)
        yield group, words, roles, real
