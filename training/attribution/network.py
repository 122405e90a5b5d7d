"""The unexported network behind the interface that the tagger runs on."""

import hashlib
from pathlib import Path

import numpy as np
import torch

from services.claims.tagger.network import Network
from training.attribution.model import Encoder, Linker, build


class TorchNetwork:
    """Encoder and linker in fp32."""

    def __init__(self, encoder: Encoder, linker: Linker) -> None:
        self.encoder, self.linker = encoder.eval(), linker.eval()

    def encode(self, ids: np.ndarray, marks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        with torch.no_grad():
            states, cues = self.encoder(torch.from_numpy(ids), torch.from_numpy(marks), torch.ones(ids.shape))
        return states.numpy(), cues.numpy()

    def link(self, states: np.ndarray, relation: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        with torch.no_grad():
            roles, real = self.linker(
                torch.from_numpy(states), torch.from_numpy(relation), torch.ones(relation.shape)
            )
        return roles.numpy(), real.numpy()


def averaged(checkpoints: list[Path]) -> tuple[Encoder, Linker]:
    """The network with the mean of the checkpoints' weights."""
    encoder, linker = build()
    states = [torch.load(path, weights_only=False, map_location="cpu") for path in checkpoints]
    for part, name in ((encoder, "encoder"), (linker, "linker")):
        part.load_state_dict({k: torch.stack([s[name][k].float() for s in states]).mean(0) for k in states[0][name]})
    return encoder.eval(), linker.eval()


class Remembered:
    """A network that answers a question it has had before from memory."""

    def __init__(self, network: Network) -> None:
        self.network, self.answers = network, {}

    def encode(self, *given: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return self._answer(self.network.encode, given)

    def link(self, *given: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return self._answer(self.network.link, given)

    def _answer(self, ask, given: tuple[np.ndarray, ...]) -> tuple[np.ndarray, np.ndarray]:
        key = hashlib.sha256(b"".join(np.ascontiguousarray(g).tobytes() for g in given)).digest()
        if key not in self.answers:
            self.answers[key] = ask(*given)
        return self.answers[key]
