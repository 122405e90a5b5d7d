"""Linear layers of an ONNX graph in 8 bits, activations quantised a row at a time.

A token's row of activations is scaled by its own range, so a pair reads the same whatever it is batched with, and the
product is one integer matrix multiplication (fast where the processor has VNNI). Channels with large activations are
first divided by a factor that the weights take up: SmoothQuant, Xiao and others 2023.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from training.judge.words import pack_tables

SMALLEST = 100_000
SMOOTHING = 0.5
REST = 300_000


def quantised_by_rows(source: Path, target: Path, samples: Iterable[dict[str, np.ndarray]]) -> None:
    """Write `source` to `target`; `samples` are inputs on which the range of each channel is measured."""
    model = onnx.load(source)
    weights = {t.name: t for t in model.graph.initializer}
    layers = [n for n in model.graph.node if n.op_type == "MatMul" and _large(weights.get(n.input[1]))]
    ranges = _ranges(source, sorted({n.input[0] for n in layers}), samples)
    factors = _factors(layers, weights, ranges)
    quantised: dict[int, list[NodeProto]] = {}
    fresh: list[TensorProto] = _constants()
    done: set[str] = set()
    for node in layers:
        values = numpy_helper.to_array(weights[node.input[1]])
        before = [] if node.input[0] in done else _rows(node.input[0], factors[node.input[0]], fresh)
        done.add(node.input[0])
        quantised[id(node)] = before + _product(node, values, factors[node.input[0]], fresh)
    nodes = [fresh_node for n in list(model.graph.node) for fresh_node in quantised.get(id(n), [n])]
    _replaced(model, nodes, fresh)
    pack_tables(model.graph)
    _shrink_rest(model)
    _contrib(model)
    onnx.save(model, target)


def _large(weight: TensorProto | None) -> bool:
    return weight is not None and len(weight.dims) == 2 and np.prod(weight.dims) >= SMALLEST


def _ranges(source: Path, names: list[str], samples: Iterable[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """The largest absolute activation of each channel."""
    model = onnx.load(source)
    model.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    most: dict[str, np.ndarray] = {}
    for sample in samples:
        for name, found in zip(names, session.run(names, sample), strict=True):
            peak = np.abs(found).reshape(-1, found.shape[-1]).max(0)
            most[name] = np.maximum(most.get(name, peak), peak)
    return most


def _factors(layers: list[NodeProto], weights: dict, ranges: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What each channel of an input is multiplied with before it is rounded."""
    factors = {}
    for name in ranges:
        read = [np.abs(numpy_helper.to_array(weights[n.input[1]])).max(1) for n in layers if n.input[0] == name]
        weight = np.maximum(np.max(read, axis=0), 1e-5)
        channel = np.maximum(ranges[name], 1e-5)
        factor = weight ** (1 - SMOOTHING) / channel**SMOOTHING
        factors[name] = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
    return factors


def _constants() -> list[TensorProto]:
    return [
        numpy_helper.from_array(np.array(255, np.float32), "rows_steps"),
        numpy_helper.from_array(np.array(1e-9, np.float32), "rows_least"),
        numpy_helper.from_array(np.array([-1], np.int64), "rows_axis"),
    ]


def _rows(name: str, factor: np.ndarray, fresh: list[TensorProto]) -> list[NodeProto]:
    """x as low + step * q, q from 0 to 255, low and step one a row."""
    fresh.append(numpy_helper.from_array(factor, f"{name}.factor"))
    part = {p: f"{name}.{p}" for p in ("even", "low", "high", "wide", "span", "step", "from", "times", "round", "q")}
    node = helper.make_node
    return [
        node("Mul", [name, f"{name}.factor"], [part["even"]]),
        node("ReduceMin", [part["even"], "rows_axis"], [part["low"]], keepdims=1),
        node("ReduceMax", [part["even"], "rows_axis"], [part["high"]], keepdims=1),
        node("Sub", [part["high"], part["low"]], [part["wide"]]),
        node("Max", [part["wide"], "rows_least"], [part["span"]]),
        node("Div", [part["span"], "rows_steps"], [part["step"]]),
        node("Sub", [part["even"], part["low"]], [part["from"]]),
        node("Div", [part["from"], part["step"]], [part["times"]]),
        node("Round", [part["times"]], [part["round"]]),
        node("Cast", [part["round"]], [part["q"]], to=TensorProto.UINT8),
    ]


def _product(node: NodeProto, values: np.ndarray, factor: np.ndarray, fresh: list[TensorProto]) -> list[NodeProto]:
    """x @ W as step * (q @ Wq) * scale + low * sum(W)."""
    even = values / factor[:, None]
    scale = (np.abs(even).max(0) / 127 + 1e-12).astype(np.float32)
    whole = np.round(even / scale).astype(np.int8)
    x, w, out = node.input[0], node.input[1], node.output[0]
    fresh += [
        numpy_helper.from_array(whole, f"{w}.int8"),
        numpy_helper.from_array(scale, f"{w}.scale"),
        numpy_helper.from_array((whole.astype(np.float32).sum(0) * scale).astype(np.float32), f"{w}.sum"),
    ]
    make = helper.make_node
    return [
        make("MatMulInteger", [f"{x}.q", f"{w}.int8"], [f"{out}.int"]),
        make("Cast", [f"{out}.int"], [f"{out}.float"], to=TensorProto.FLOAT),
        make("Mul", [f"{out}.float", f"{w}.scale"], [f"{out}.scaled"]),
        make("Mul", [f"{out}.scaled", f"{x}.step"], [f"{out}.stepped"]),
        make("Mul", [f"{x}.low", f"{w}.sum"], [f"{out}.base"]),
        make("Add", [f"{out}.stepped", f"{out}.base"], [out]),
    ]


def _replaced(model: ModelProto, nodes: list[NodeProto], fresh: list[TensorProto]) -> None:
    read = {name for node in nodes for name in node.input}
    kept = [t for t in [*model.graph.initializer, *fresh] if t.name in read]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    del model.graph.value_info[:]


def _contrib(model: ModelProto) -> None:
    """Tell that operators of the runtime's own are used."""
    if "com.microsoft" not in {o.domain for o in model.opset_import}:
        model.opset_import.append(helper.make_opsetid("com.microsoft", 1))


def _shrink_rest(model: ModelProto) -> None:
    """What is still large and in 32 bits (the head, the table of places) as int8 with one scale a row; it is widened
    once, when the model is read."""
    for weight in [t for t in model.graph.initializer if t.data_type == TensorProto.FLOAT and np.prod(t.dims) >= REST]:
        values, name = numpy_helper.to_array(weight), weight.name
        flat = values.reshape(-1, values.shape[-1])
        scale = (np.abs(flat).max(1) / 127 + 1e-12).astype(np.float32)
        whole = np.round(flat / scale[:, None]).astype(np.int8)
        model.graph.initializer.remove(weight)
        model.graph.initializer.extend(
            [numpy_helper.from_array(whole, f"{name}.int8"), numpy_helper.from_array(scale, f"{name}.scale")]
        )
        widened = name if values.ndim == 2 else f"{name}.flat"
        model.graph.node.insert(
            0, helper.make_node("DequantizeLinear", [f"{name}.int8", f"{name}.scale"], [widened], axis=0)
        )
        if values.ndim != 2:
            shape = numpy_helper.from_array(np.array(values.shape, np.int64), f"{name}.shape")
            model.graph.initializer.append(shape)
            model.graph.node.insert(1, helper.make_node("Reshape", [widened, f"{name}.shape"], [name]))
