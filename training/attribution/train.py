"""Train the attribution tagger on PolNeAR: cues by an encoder head, sources and contents by a linker.

  python -m training.attribution.train --data DIR --out FOLDER [--epochs 6]

Writes FOLDER/last.pt after every epoch and resumes from it.
"""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from services.claims.tagger.cues import candidates, softmax
from services.claims.tagger.windows import Window, batches, padded, relation_to_cue, windows
from training.attribution.corpus import Article, Example, articles, documents, held_out, tokenizer_at
from training.attribution.model import Encoder, Linker, build, minilm
from training.attribution.names import NameSwap

MASK = 103
PIECES = 2048
SWAPPED = 0.3


def epoch_windows(corpus: list[Article], swap: NameSwap | None, epoch: int) -> list[tuple[Window, list[Example]]]:
    """Every paragraph of the corpus once, in windows of random width, a share of the articles with other names."""
    draw = random.Random(epoch)
    rows = []
    for article in corpus:
        examples = article.examples
        if swap and draw.random() < SWAPPED:
            examples = [Example(swap.swapped(article, e.paragraph, epoch), e.links) for e in examples]
        at = 0
        for window in windows([e.paragraph for e in examples], draw.choice((48, 96, 160, 192, 224)) if swap else 192):
            rows.append((window, examples[at : at + len(window.paragraphs)]))
            at += len(window.paragraphs)
    return rows


def grouped(rows: list[tuple[Window, list[Example]]], draw: random.Random) -> list[list[int]]:
    """Shuffled batches of windows of like length."""
    order = list(range(len(rows)))
    draw.shuffle(order)
    found = []
    for low in range(0, len(order), 600):
        part = order[low : low + 600]
        found += [[part[i] for i in group] for group in batches([rows[i][0] for i in part], PIECES)]
    draw.shuffle(found)
    return found


def cue_targets(batch: list[tuple[Window, list[Example]]], length: int) -> torch.Tensor:
    """0 outside, 1 begins, 2 inside at each word's first piece, -100 elsewhere, (B, L)."""
    targets = np.full((len(batch), length), -100)
    for b, (window, examples) in enumerate(batch):
        for k, example in enumerate(examples):
            at = window.positions(k)
            targets[b, at] = 0
            for link in example.links:
                targets[b, at[link.start : link.end]] = 2
                targets[b, at[link.start]] = 1
    return torch.from_numpy(targets)


def questions(batch: list[tuple[Window, list[Example]]], cues: np.ndarray, hard: bool, draw: random.Random) -> list:
    """(row, word positions, cue start, end, roles or None, real): gold cues, the head's false ones, shifted ones."""
    asked, false = [], []
    for b, (window, examples) in enumerate(batch):
        for k, example in enumerate(examples):
            at = window.positions(k)
            for link in example.links:
                if link.roles is not None:
                    asked.append((b, at, link.start, link.end, link.roles, 1.0))
            if not hard:
                continue
            for start, end, _chance in candidates(softmax(cues[b, at]), 0.08):
                touched = [g for g in example.links if g.start < end and start < g.end]
                exact = any((g.start, g.end) == (start, end) for g in touched)
                if not touched and draw.random() < 0.8:
                    false.append((b, at, start, end, None, 0.0))
                elif touched and touched[0].roles is not None and not exact and draw.random() < 0.4:
                    asked.append((b, at, start, end, touched[0].roles, 1.0))
    draw.shuffle(false)
    return asked + false[: 4 + len(asked) // 2]


def losses(encoder: Encoder, linker: Linker, batch: list, hard: bool, draw: random.Random, train: bool) -> tuple:
    """Cue, role and realness losses of a batch, and the number of cues asked about."""
    ids, marks = padded([w.ids for w, _ in batch]), padded([w.marks for w, _ in batch])
    mask = torch.from_numpy((ids != 0).astype(np.float32))
    ids, marks = torch.from_numpy(ids), torch.from_numpy(marks)
    if train:
        ids = torch.where((torch.rand(ids.shape) < 0.03) & (ids > 110), MASK, ids)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states, cues = encoder(ids, marks, mask)
        cues = cues.float()
        targets = cue_targets(batch, ids.shape[1])
        cue_loss = functional.cross_entropy(
            cues.reshape(-1, 3), targets.reshape(-1), label_smoothing=0.02 if train else 0
        )
        asked = questions(batch, cues.detach().numpy(), hard, draw)
        asked.sort(key=lambda q: len(q[1]))
        role_loss, real_loss, count, reals = 0.0, 0.0, 0, 0
        flat = states.reshape(-1, states.shape[-1])
        for group in linked_groups(asked):
            width = max(len(q[1]) for q in group)
            where, relation = np.zeros((len(group), width), int), np.zeros((len(group), width), int)
            seen, roles = np.zeros((len(group), width), np.float32), np.full((len(group), width), -100)
            for c, (b, at, start, end, gold, _) in enumerate(group):
                where[c, : len(at)], seen[c, : len(at)] = at + b * ids.shape[1], 1
                relation[c, : len(at)] = relation_to_cue(len(at), start, end)
                if gold is not None:
                    roles[c, : len(at)] = gold
            logits, real = linker(flat[torch.from_numpy(where)], torch.from_numpy(relation), torch.from_numpy(seen))
            roles = torch.from_numpy(roles)
            role_loss = role_loss + functional.cross_entropy(
                logits.float().reshape(-1, 3),
                roles.reshape(-1),
                reduction="sum",
                ignore_index=-100,
                label_smoothing=0.02 if train else 0,
            )
            real_loss = real_loss + functional.binary_cross_entropy_with_logits(
                real.float(), torch.tensor([q[5] for q in group]), reduction="sum"
            )
            count, reals = count + int((roles >= 0).sum()), reals + len(group)
    return cue_loss, role_loss / max(1, count), real_loss / max(1, reals), reals


def linked_groups(asked: list) -> list[list]:
    """Questions, sorted by length, in groups that pad little."""
    groups, held = [], []
    for q in asked:
        if held and (len(q[1]) > 1.25 * len(held[0][1]) + 4 or len(held) * len(q[1]) > 4096):
            groups.append(held)
            held = []
        held.append(q)
    return [*groups, held] if held else groups


def optimiser(encoder: Encoder, linker: Linker, rate: float, decay: float) -> torch.optim.AdamW:
    """AdamW; the rate falls towards the bottom of the encoder and is higher for new parts."""
    depth = len(encoder.layers)
    rates: dict[str, float] = {}
    for name, _ in encoder.named_parameters():
        head = name.split(".")[0]
        level = int(name.split(".")[1]) if head == "layers" else -1
        rates["e." + name] = 6 * rate if head in ("marks", "cue", "share") else rate * decay ** (depth - 1 - level)
    for name, _ in linker.named_parameters():
        rates["l." + name] = 2 * rate if name.startswith("layers") else 6 * rate
    groups: dict[tuple[float, float], list] = {}
    for prefix, part in (("e.", encoder), ("l.", linker)):
        for name, p in part.named_parameters():
            if p.requires_grad:
                groups.setdefault((rates[prefix + name], 0.01 if p.dim() > 1 else 0.0), []).append(p)
    return torch.optim.AdamW(
        [{"params": ps, "lr": lr, "peak": lr, "weight_decay": wd} for (lr, wd), ps in groups.items()],
        betas=(0.9, 0.98),
        eps=1e-6,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    given.out.mkdir(parents=True, exist_ok=True)

    tokenizer = tokenizer_at(minilm())
    corpus = list(articles(documents(given.data, "polnear-train"), tokenizer))
    kept, seen = [a for a in corpus if held_out(a.doc_id)], [a for a in corpus if not held_out(a.doc_id)]
    swap = NameSwap(seen, tokenizer)
    print(f"{len(seen)} articles, {len(kept)} held out, {len(swap.names)} names to swap", flush=True)

    encoder, linker = build()
    optimizer = optimiser(encoder, linker, given.rate, given.decay)
    steps = given.epochs * sum(len(w.ids) for w, _ in epoch_windows(seen, swap, 1)) / (PIECES * 0.93)
    begin, step = 0, 0
    last = given.out / "last.pt"
    if last.exists():
        saved = torch.load(last, weights_only=False)
        encoder.load_state_dict(saved["encoder"])
        linker.load_state_dict(saved["linker"])
        optimizer.load_state_dict(saved["optimizer"])
        begin, step = saved["epoch"], saved["step"]

    held = epoch_windows(kept, None, 0)
    for epoch in range(begin + 1, given.epochs + 1):
        encoder.train(), linker.train()
        draw = random.Random(1000 * given.seed + epoch)
        rows = epoch_windows(seen, swap, 1000 * given.seed + epoch)
        started, tokens, shown = time.time(), 0, np.zeros(3)
        plan = grouped(rows, draw)
        for n, group in enumerate(plan, 1):
            factor = min(1.0, (step + 1) / (0.06 * steps)) * max(0.01, 1 - step / steps)
            for g in optimizer.param_groups:
                g["lr"] = g["peak"] * factor
            batch = [rows[i] for i in group]
            cue, role, real, _ = losses(encoder, linker, batch, step > 200, draw, True)
            (4 * cue + role + 0.3 * real).backward()
            torch.nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], 1.0)
            optimizer.step()
            optimizer.zero_grad()
            step += 1
            tokens += sum(len(w.ids) for w, _ in batch)
            shown = 0.98 * shown + 0.02 * np.array([float(cue), float(role), float(real)])
            if n % 40 == 0:
                part = shown / (1 - 0.98**n)
                print(
                    f"epoch {epoch} {n}/{len(plan)} cue {part[0]:.4f} role {part[1]:.4f} real {part[2]:.4f} "
                    f"{tokens / (time.time() - started):.0f} pieces/s",
                    flush=True,
                )
        encoder.eval(), linker.eval()
        with torch.no_grad():
            total = np.array(
                [
                    [float(x) for x in losses(encoder, linker, [held[i] for i in g], True, random.Random(0), False)[:3]]
                    for g in batches([w for w, _ in held], PIECES)
                ]
            ).mean(0)
        print(
            json.dumps(
                {
                    "epoch": epoch,
                    "step": step,
                    "planned": round(steps),
                    "held_out": dict(zip(("cue", "role", "real"), total.round(4).tolist(), strict=True)),
                }
            ),
            flush=True,
        )
        state = {"encoder": encoder.state_dict(), "linker": linker.state_dict()}
        torch.save(state | {"optimizer": optimizer.state_dict(), "epoch": epoch, "step": step}, last)
        if epoch >= given.epochs - 2:
            torch.save(state, given.out / f"epoch-{epoch}.pt")


if __name__ == "__main__":
    main()
