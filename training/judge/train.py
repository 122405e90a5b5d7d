"""Train the judge's encoder in stages; resumable.

  python -m training.judge.train --stage sentences --data DIR --out FOLDER/sentences
  python -m training.judge.train --stage claims --data DIR --begin FOLDER/sentences/last.pt --out FOLDER/claims \
      --relations datasets/article-relations/annotations.jsonl --articles none

  python -m training.judge.train --stage mixture --data DIR --begin FOLDER/shipped.pt --out FOLDER/more \
      --relations … --second … --across datasets/article-relations/across.jsonl --take sure=3500 hard=2500 own=3000

"sentences" reads pairs of sentences once; "claims" reads pairs of attributed claims `--passes` times, mixed with some
sentence pairs again; "mixture" reads so many pairs of each sort (`training/judge/mixture.py`). Started again with the
same --out a stage goes on from its last checkpoint.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from torch.nn.functional import cross_entropy

from training.judge import corpus
from training.judge.batches import batches, tokenizer_at
from training.judge.held_out import figures
from training.judge.mixture import mixture, sorts
from training.judge.model import PairEncoder, weights
from training.judge.words import coarse

HEAD_RATE = 6
"""The new layers learn so many times faster than the pretrained ones."""
SAVE_EVERY = 300


def rows_of(given: argparse.Namespace) -> Iterator[dict]:
    """The stage's pairs in the order they are read, the same at every start."""
    rng = random.Random(given.seed)
    if given.stage == "mixture":
        found = sorts(given.data, given.own, given.relations, given.second, given.across, rng)
        yield from mixture(found, dict(given.take), rng)
        return
    sentences = corpus.sentence_pairs(given.data, rng)
    rng.shuffle(sentences)
    if given.stage == "sentences":
        yield from sentences[: int(len(sentences) * given.passes)]
        return
    for _ in range(int(given.passes)):
        claims = corpus.claim_pairs(
            given.data,
            given.own,
            rng,
            articles=given.articles,
            relations=given.relations,
            second=given.second,
            neutral=given.neutral,
        )
        again = rng.sample(sentences, int(len(claims) * given.again))
        rows = [corpus.worded(row, rng) for row in claims] + again
        rng.shuffle(rows)
        yield from rows


def grouped(model: PairEncoder, frozen: int, rate: float) -> torch.optim.Optimizer:
    """AdamW over all but the embeddings and the lowest `frozen` layers."""
    model.body.embeddings.requires_grad_(False)
    for layer in model.body.encoder.layer[:frozen]:
        layer.requires_grad_(False)
    parts: dict[bool, list] = {True: [], False: []}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            parts[name.startswith(("mix", "out"))].append(parameter)
    groups = [{"params": parts[False], "share": 1.0}, {"params": parts[True], "share": HEAD_RATE}]
    return torch.optim.AdamW(groups, lr=rate, weight_decay=0.01, fused=True)


def scaled(done: float, least: float) -> float:
    """The rate as a part of its peak: a short rise, then a straight fall to `least`."""
    return min(done / 0.04 + 0.05, 1.0) * (1 - (1 - least) * done)


def step(model: PairEncoder, optimiser: torch.optim.Optimizer, batch: tuple) -> float:
    ids, mask, targets = batch
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model(ids, mask)
    loss = cross_entropy(logits.float(), targets, label_smoothing=0.05)
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
    optimiser.step()
    optimiser.zero_grad()
    return loss.item()


def train(model: PairEncoder, given: argparse.Namespace, pretrained: Path) -> None:
    tokenizer = tokenizer_at(pretrained)
    model.train()
    optimiser = grouped(model, given.frozen, given.rate)
    last, begun = given.out / "last.pt", 0
    if last.exists():
        state = torch.load(last)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        begun = state["step"]
    todo = batches(list(rows_of(given)), tokenizer, random.Random(7))
    print(f"{sum(len(b.rows) for b in todo)} pairs in {len(todo)} batches, from batch {begun}", flush=True)
    saved = started = time.time()
    count, losses = 0, []
    for number, batch in enumerate(todo[begun:], begun + 1):
        for group in optimiser.param_groups:
            group["lr"] = given.rate * group["share"] * scaled(number / len(todo), given.least)
        losses.append(step(model, optimiser, batch.tensors()))
        count += len(batch.rows)
        if number % 25 == 0:
            pace = count / (time.time() - started)
            loss = sum(losses[-50:]) / len(losses[-50:])
            print(f"{number}/{len(todo)} loss {loss:.3f} {pace:.1f} pairs/s", flush=True)
        if time.time() - saved > SAVE_EVERY or number == len(todo):
            torch.save(
                {
                    "model": model.state_dict(),
                    "optimiser": optimiser.state_dict(),
                    "step": number,
                    "layers": given.layers,
                },
                given.out / "new.pt",
            )
            (given.out / "new.pt").replace(last)
            saved = time.time()
    torch.save({"model": model.state_dict(), "layers": given.layers}, given.out / "final.pt")
    print(json.dumps(figures(model, tokenizer, given.data, given.own)), flush=True)


def counted(word: str) -> tuple[str, int]:
    name, _, count = word.partition("=")
    return name, int(count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage", choices=("sentences", "claims", "mixture"), required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=Path("datasets/claim-pairs/matters"))
    parser.add_argument("--relations", type=Path, help="annotations of training articles, ids and labels only")
    parser.add_argument("--articles", choices=("none", "train", "all"), default="train", help="of the 59 annotated")
    parser.add_argument("--neutral", type=float, default=2.5, help="other pairs of articles for each contradiction")
    parser.add_argument("--second", type=Path, help="annotations of the same articles by another person")
    parser.add_argument("--across", type=Path, help="annotated pairs of claims of two articles")
    parser.add_argument("--take", type=counted, nargs="+", default=[], metavar="SORT=COUNT", help="of each sort")
    parser.add_argument("--again", type=float, default=0.25, help="sentence pairs read again for each pair of claims")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--begin", type=Path, help="checkpoint of another stage to begin from")
    parser.add_argument("--layers", type=int, default=9)
    parser.add_argument("--frozen", type=int, default=2, help="lowest layers left as they are")
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--least", type=float, default=0.3, help="the last step's rate as a part of the peak")
    parser.add_argument("--passes", type=float, default=1)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    pretrained = weights(given.out.parent)
    model = PairEncoder(pretrained, given.layers)
    if given.begin:
        model.load_state_dict(torch.load(given.begin)["model"])
    if given.stage != "sentences":
        words = model.body.embeddings.word_embeddings.weight
        words.data = coarse(words.data)
    train(model, given, pretrained)


if __name__ == "__main__":
    main()
