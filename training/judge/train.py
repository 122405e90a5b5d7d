"""Train the judge's encoder; resumable.

  python -m training.judge.train --data DIR --own datasets/claim-pairs/matters --out FOLDER

First sentence pairs, then pairs of claims mixed with some sentence pairs again. The held-out articles and matters
are scored after each stage. About an hour on two cores with bf16.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy

from training.judge import corpus
from training.judge.model import PairEncoder, weights

LIMIT = 192
TOKENS = 2000


def tokenizer_at(pretrained: Path) -> Tokenizer:
    """The pretrained tokenizer, pairs joined, cut at `LIMIT` tokens."""
    tokenizer = Tokenizer.from_file(str(pretrained / "tokenizer.json"))
    tokenizer.enable_truncation(LIMIT)
    tokenizer.no_padding()
    return tokenizer


def batches(rows: list[dict], tokenizer: Tokenizer, rng: random.Random, size: int = TOKENS) -> list[tuple]:
    """(ids, mask, labels) with rows of like length together, about `size` tokens each, in random order."""
    encoded = tokenizer.encode_batch([(r["a"], r["b"]) for r in rows])
    order = sorted(range(len(rows)), key=lambda i: len(encoded[i].ids) + rng.random() * 4)
    groups, group, longest = [], [], 0
    for i in order:
        longest = max(longest, len(encoded[i].ids))
        if group and longest * (len(group) + 1) > size:
            groups.append(group)
            group, longest = [], len(encoded[i].ids)
        group.append(i)
    groups.append(group)
    rng.shuffle(groups)
    return [_tensors([encoded[i].ids for i in g], [rows[i]["label"] for i in g]) for g in groups if g]


def _tensors(ids: list[list[int]], labels: list[int]) -> tuple:
    width = max(map(len, ids))
    block = torch.full((len(ids), width), 1)
    mask = torch.zeros(len(ids), width, dtype=torch.long)
    for row, tokens in enumerate(ids):
        block[row, : len(tokens)] = torch.tensor(tokens)
        mask[row, : len(tokens)] = 1
    return block, mask, torch.tensor(labels)


def probabilities(model: PairEncoder, tokenizer: Tokenizer, rows: list[dict], size: int = 64) -> list[list[float]]:
    """Three probabilities a row, both orders averaged."""
    model.eval()
    out = []
    lines = [(r["a"], r["b"]) for r in map(corpus.worded, rows)]
    order = sorted(range(len(lines)), key=lambda i: len(lines[i][0]) + len(lines[i][1]))
    got: dict[int, list[float]] = {}
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), size):
            chunk = order[start : start + size]
            total = 0
            for pairs in ([lines[i] for i in chunk], [lines[i][::-1] for i in chunk]):
                ids, mask, _ = _tensors([e.ids for e in tokenizer.encode_batch(pairs)], [0] * len(pairs))
                total = total + model(ids, mask).float().softmax(-1)
            for i, p in zip(chunk, (total / 2).tolist(), strict=True):
                got[i] = p
    out = [got[i] for i in range(len(lines))]
    model.train()
    return out


def average_precision(scores: list[float], right: list[bool]) -> float:
    """Mean precision at each right row, ranked by score."""
    hit = total = 0.0
    for n, i in enumerate(sorted(range(len(scores)), key=lambda i: -scores[i]), 1):
        if right[i]:
            hit += 1
            total += hit / n
    return total / max(1.0, sum(right))


def held_out(model: PairEncoder, tokenizer: Tokenizer, data: Path, own: Path) -> dict[str, float]:
    """Average precision and best F1 of contradiction on cross-party pairs of articles, and accuracy on own pairs."""
    rng = random.Random(1)
    rows = [r for r in corpus.article_pairs(data, "dev") if r["a"].party != r["b"].party and r["strength"] != "weak"]
    rows = rng.sample(rows, min(len(rows), 1500))
    ours = corpus.own_pairs(own, "dev")
    figures = {}
    for name, some in (("articles", rows), ("own", ours)):
        if some:
            scores = [p[0] for p in probabilities(model, tokenizer, some)]
            right = [r["label"] == 0 for r in some]
            figures[f"{name} AP"] = round(average_precision(scores, right), 3)
            figures[f"{name} best F1"] = round(max(_f1(scores, right, t / 50) for t in range(1, 50)), 3)
            figures[f"{name} pairs"] = len(some)
    return figures


def _f1(scores: list[float], right: list[bool], threshold: float) -> float:
    hit = sum(s >= threshold and r for s, r in zip(scores, right, strict=True))
    return 2 * hit / max(1, sum(s >= threshold for s in scores) + sum(right))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--own", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--epochs", type=int, default=3, help="over the pairs of claims")
    parser.add_argument("--share", type=float, default=1.0, help="of the sentence pairs")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=0, help="stop the sentence pairs after this time")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(5)
    torch.set_num_threads(given.threads)
    pretrained = weights(given.out)
    tokenizer = tokenizer_at(pretrained)
    model = PairEncoder(pretrained, given.layers)
    rng = random.Random(5)
    sentences = corpus.sentence_pairs(given.data, rng)
    rng.shuffle(sentences)
    sentences = sentences[: int(len(sentences) * given.share)]

    def pairs() -> list[dict]:
        return corpus.claim_pairs(given.data, given.own, rng)

    claims = pairs()
    again = len(sentences) // 12
    stages = [("sentences", lambda: sentences)] + [
        (f"claims {n}", lambda: [corpus.worded(r, rng) for r in pairs()] + rng.sample(sentences, again))
        for n in range(given.epochs)
    ]
    head = [p for n, p in model.named_parameters() if n.startswith(("mix", "out"))]
    model.body.embeddings.requires_grad_(False)
    body = [p for n, p in model.named_parameters() if not n.startswith(("mix", "out")) and p.requires_grad]
    groups = [{"params": body, "lr": given.rate}, {"params": head, "lr": given.rate * 8}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    total = len(sentences) + given.epochs * (len(claims) + again)
    print(f"{len(sentences)} sentence pairs, {len(claims)} claim pairs, layers {given.layers}", flush=True)
    last, seen, began = given.out / "last.pt", 0, 0
    if last.exists():
        state = torch.load(last)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        began, seen = state["stage"], state["seen"]
        print(f"going on at stage {began}", flush=True)
    for number, (name, make) in enumerate(stages):
        if number < began:
            continue
        started, count, loss_sum = time.time(), 0, 0.0
        todo = batches(make(), tokenizer, rng)
        for step, (ids, mask, labels) in enumerate(todo, 1):
            done = seen / total
            scale = min(1.0, done / 0.04 + 0.02) * max(0.03, 1 - done)
            for group, rate in zip(optimiser.param_groups, (given.rate, given.rate * 8), strict=True):
                group["lr"] = rate * scale
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(ids, mask)
            loss = cross_entropy(logits.float(), labels, label_smoothing=0.05)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            seen += len(labels)
            count += len(labels)
            loss_sum += loss.item()
            if step % 20 == 0:
                rate = count / (time.time() - started)
                print(f"{name} {step}/{len(todo)} loss {loss_sum / 20:.3f} {rate:.0f} pairs/s", flush=True)
                loss_sum = 0.0
            if number == 0 and given.minutes and time.time() - started > given.minutes * 60:
                seen = len(sentences)
                break
        torch.save(
            {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "stage": number + 1, "seen": seen}, last
        )
        print(json.dumps({"stage": name, **held_out(model, tokenizer, given.data, given.own)}), flush=True)
    torch.save({"model": model.state_dict(), "layers": given.layers}, given.out / "final.pt")


if __name__ == "__main__":
    main()
