"""Export a trained tagger: choose its settings, write ONNX graphs with 8-bit weights, measure before and after.

  python -m training.attribution.export --data DIR --checkpoint FILE [FILE ...] --out FOLDER

Several checkpoints are averaged. Thresholds come from held-out training articles; dev is only reported.
"""

import argparse
import json
import shutil
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

import torch
from tokenizers import Tokenizer

from services.claims.tagger.network import Network, OnnxNetwork
from services.claims.tagger.settings import Settings
from services.claims.tagger.tagger import AttributionTagger
from training.attribution.choose import as_attribution, choose, measured
from training.attribution.corpus import documents, held_out, tokenizer_at
from training.attribution.lighten import lightened
from training.attribution.model import Encoder, Linker, minilm
from training.attribution.network import TorchNetwork, averaged
from training.attribution.quantise import quantised

SHOWN = (
    "content_p",
    "content_r",
    "content_f1",
    "end_to_end_f1",
    "exact_f1",
    "recall_direct",
    "recall_mixed",
    "recall_indirect",
    "cue_accuracy",
)


def graphs(encoder: Encoder, linker: Linker, folder: Path) -> None:
    """encoder.onnx and linker.onnx in fp32."""
    n, width = 20, encoder.words.weight.shape[1]
    ids, mask = torch.randint(1000, 2000, (3, n)), torch.ones(3, n)
    batch, length = torch.export.Dim("batch", min=1), torch.export.Dim("length", min=2, max=512)
    plane = {0: batch, 1: length}
    torch.onnx.export(
        encoder,
        (ids, torch.randint(0, 16, (3, n)), mask),
        folder / "encoder.onnx",
        dynamo=True,
        external_data=False,
        verbose=False,
        input_names=["ids", "marks", "mask"],
        output_names=["states", "cues"],
        dynamic_shapes=(plane, plane, plane),
    )
    torch.onnx.export(
        linker,
        (torch.randn(3, n, width), torch.randint(0, 20, (3, n)), mask),
        folder / "linker.onnx",
        dynamo=True,
        external_data=False,
        verbose=False,
        input_names=["states", "relation", "mask"],
        output_names=["roles", "real"],
        dynamic_shapes=(plane, plane, plane),
    )


def report(
    label: str, rows: list[dict], tokenizer: Tokenizer, network: Network, settings: Settings
) -> dict[str, float]:
    """Print and return the figures of a network on the rows."""
    started = time.perf_counter()
    frames = AttributionTagger(tokenizer, network, settings).tag([row["text"] for row in rows])
    spent = time.perf_counter() - started
    table = measured(rows, [[as_attribution(f) for f in found] for found in frames])
    words = sum(len(row["text"].split()) for row in rows)
    print(label, " ".join(f"{k} {100 * table[k]:.1f}" for k in SHOWN), f"{words / spent:.0f} words/s", flush=True)
    return table


def measured_exactly(exact: TorchNetwork, tokenizer: Tokenizer, held: list[dict], dev: list[dict]) -> dict[str, dict]:
    """Figures of the network before its weights are cut to 8 bits."""
    settings, _ = choose(tokenizer, exact, held)
    print(settings)
    return {
        f"fp32 {name}": report(f"fp32 {name}", rows, tokenizer, exact, settings)
        for name, rows in (("held-out", held), ("dev", dev))
    }


def finished(out: Path, kind: str, tokenizer: Tokenizer, held: list[dict], dev: list[dict]) -> dict[str, dict]:
    """Choose the settings of the graphs in ``out``, write them beside, and measure."""
    shutil.copy(minilm() / "tokenizer.json", out / "tokenizer.json")
    small = OnnxNetwork(out, 1)
    settings, _ = choose(tokenizer, small, held)
    print(settings)
    (out / "config.json").write_text(json.dumps(asdict(settings), indent=2) + "\n", encoding="utf8")
    print({path.name: f"{path.stat().st_size / 1e6:.1f} MB" for path in sorted(out.iterdir())})
    return {
        f"{kind} {name}": report(f"{kind} {name}", rows, tokenizer, small, settings)
        for name, rows in (("held-out", held), ("dev", dev))
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--quick", action="store_true", help="do not measure the unexported network")
    parser.add_argument("--bits", choices=("dynamic", "blocks"), nargs="+", default=["dynamic"])
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    tokenizer = tokenizer_at(minilm())
    held = [row for row in documents(given.data, "polnear-train") if held_out(row["doc_id"])]
    dev = documents(given.data, "polnear-dev")

    encoder, linker = averaged(given.checkpoint)
    figures = {} if given.quick else measured_exactly(TorchNetwork(encoder, linker), tokenizer, held, dev)
    with tempfile.TemporaryDirectory() as place:
        graphs(encoder, linker, Path(place))
        for kind in given.bits:
            out = given.out if kind == given.bits[0] else given.out.with_name(f"{given.out.name}-{kind}")
            out.mkdir(parents=True, exist_ok=True)
            for name in ("encoder.onnx", "linker.onnx"):
                quantised(Path(place) / name, out / name, kind)
                if kind == "dynamic":
                    lightened(out / name, out / name)
            figures |= finished(out, kind, tokenizer, held, dev)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
