"""Weights of an ONNX graph in 8 bits: linear layers and the word-piece table."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

BLOCK = 32
LARGE = 4_000_000


def quantised(source: Path, target: Path, kind: str) -> None:
    """Write ``source`` to ``target`` with 8-bit weights.

    blocks: weights in blocks of 32, activations quantised a row at a time, so that a text reads the same whatever it
    is batched with. dynamic: one activation scale a batch.
    """
    model = onnx.load(source)
    shrink_tables(model.graph)
    if kind == "blocks":
        config = DefaultWeightOnlyQuantConfig(block_size=BLOCK, is_symmetric=True, accuracy_level=4, bits=8)
        quantizer = MatMulNBitsQuantizer(
            model, algo_config=config, bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=4
        )
        quantizer.process()
        onnx.save(quantizer.model.model, target)
    else:
        onnx.save(model, target)
        quantize_dynamic(target, target, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"])


def shrink_tables(graph: onnx.GraphProto) -> None:
    """Embedding tables above LARGE values as int8 with one scale a row."""
    for table in [t for t in graph.initializer if np.prod(t.dims) > LARGE]:
        for node in [n for n in graph.node if n.op_type == "Gather" and n.input[0] == table.name]:
            values = numpy_helper.to_array(table)
            scale = (np.abs(values).max(1, keepdims=True) / 127 + 1e-12).astype(np.float32)
            name, out = table.name, node.output[0]
            graph.initializer.extend(
                [
                    numpy_helper.from_array(np.round(values / scale).astype(np.int8), f"{name}_int8"),
                    numpy_helper.from_array(scale, f"{name}_scale"),
                ]
            )
            new = [
                helper.make_node("Gather", [f"{name}_int8", node.input[1]], [f"{out}_int8"]),
                helper.make_node("Cast", [f"{out}_int8"], [f"{out}_float"], to=TensorProto.FLOAT),
                helper.make_node("Gather", [f"{name}_scale", node.input[1]], [f"{out}_scale"]),
                helper.make_node("Mul", [f"{out}_float", f"{out}_scale"], [out]),
            ]
            at = list(graph.node).index(node)
            graph.node.remove(node)
            for step, fresh in enumerate(new):
                graph.node.insert(at + step, fresh)
            graph.initializer.remove(table)
            break
