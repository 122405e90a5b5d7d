"""The word table in 4 bits, in blocks of one row: half the size of 8 bits, so that twelve layers fit beside it.

The table is rounded before the last stage of training, while it is frozen, so the layers learn to read it as it ships.
"""

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

BLOCK = 64
MOST = 7
LARGE = 4_000_000


def blocks(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Whole numbers from -7 to 7, [rows, width], and the scale of each block, [rows, width / BLOCK]. Rounding what was
    rounded changes nothing."""
    cut = table.reshape(len(table), -1, BLOCK)
    scale = (np.abs(cut).max(2) / MOST).astype(np.float32) + np.float32(1e-12)
    return np.round(cut / scale[..., None]).astype(np.int8).reshape(table.shape), scale


def coarse(table: torch.Tensor) -> torch.Tensor:
    """The table as its 4 bits give it back."""
    whole, scale = blocks(table.numpy())
    return torch.from_numpy(whole * scale.repeat(BLOCK, axis=1)).to(table.dtype)


def pack_tables(graph: onnx.GraphProto) -> None:
    """Replace the look-up of every table above `LARGE` values by one in 4 bits."""
    for table in [t for t in graph.initializer if np.prod(t.dims) > LARGE]:
        for node in [n for n in graph.node if n.op_type == "Gather" and n.input[0] == table.name]:
            whole, scale = blocks(numpy_helper.to_array(table))
            name, at = table.name, list(graph.node).index(node)
            graph.initializer.extend([_packed(f"{name}.int4", whole), numpy_helper.from_array(scale, f"{name}.scale")])
            fresh = helper.make_node(
                "GatherBlockQuantized",
                [f"{name}.int4", node.input[1], f"{name}.scale"],
                [node.output[0]],
                domain="com.microsoft",
                block_size=BLOCK,
                gather_axis=0,
                quantize_axis=1,
            )
            graph.node.remove(node)
            graph.node.insert(at, fresh)
            graph.initializer.remove(table)
            break


def _packed(name: str, whole: NDArray[np.int8]) -> TensorProto:
    """Two values a byte, the first in the low half."""
    low, high = (whole.reshape(-1, 2) & 0xF).astype(np.uint8).T
    return TensorProto(name=name, data_type=TensorProto.INT4, dims=whole.shape, raw_data=(low | high << 4).tobytes())
