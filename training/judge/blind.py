"""A second annotation of our own pairs: draw a tenth of them without labels, and say how far two people agree.

  python -m training.judge.blind draw --own datasets/claim-pairs/matters --out sheet.jsonl --gold gold.jsonl
  python -m training.judge.blind agreement --own datasets/claim-pairs/matters \
      --filled datasets/claim-pairs/second-annotation.jsonl [--json]

A filled sheet has one {"id", "label", "kind"} a line; kind is of contradictions only and may be null. It is compared
with `--gold`, or, where its lines name a "pair" (matter:number) in place of the id, with the labels of `--own`.
Agreement is Cohen's kappa (1960): over the three labels, of each label against the rest, and of the kinds where both
people see a contradiction.
"""

import argparse
import json
import random
from pathlib import Path

FIELDS = ("speaker", "party", "cue", "text", "sentence", "said_at")
LABELS = ("contradiction", "agreement", "unrelated")
SHARE = 0.1


def drawn(folder: Path, share: float, seed: int) -> list[tuple[dict, dict]]:
    """(sheet row, gold row) of `share` of each matter's pairs, in random order; neither names the matter's file."""
    rng = random.Random(seed)
    chosen = []
    for file in sorted(folder.glob("*.json")):
        matter = json.loads(file.read_text(encoding="utf8"))
        pairs = list(enumerate(matter["pairs"]))
        for number, (a, b, label, kind, *_) in rng.sample(pairs, round(len(pairs) * share)):
            sides = {side: {f: matter["claims"][c].get(f) for f in FIELDS} for side, c in (("a", a), ("b", b))}
            gold = {"pair": f"{file.stem}:{number}", "label": label, "kind": kind if label == "contradiction" else None}
            chosen.append((sides, gold if label != "unrelated" else {**gold, "trap": kind}))
    rng.shuffle(chosen)
    return [({"id": n, **sides}, {"id": n, **gold}) for n, (sides, gold) in enumerate(chosen, 1)]


def labelled(folder: Path) -> list[dict]:
    """Every pair's label and kind."""
    return [
        {"pair": f"{file.stem}:{n}", "label": label, "kind": kind if label == "contradiction" else None}
        for file in sorted(folder.glob("*.json"))
        for n, (_, _, label, kind, *_) in enumerate(json.loads(file.read_text(encoding="utf8"))["pairs"])
    ]


def kappa(one: list, other: list) -> float:
    """Agreement beyond chance, 1 being full; 1 where both only ever say one thing."""
    n = len(one)
    seen = sum(x == y for x, y in zip(one, other, strict=True)) / n
    chance = sum(one.count(v) * other.count(v) for v in set(one)) / n**2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def agreement(gold: list[dict], filled: list[dict]) -> dict:
    """Counts, share of equal labels and kappas. Raises `ValueError` where the sheet names a label or pair unknown."""
    name = "pair" if filled and "pair" in filled[0] else "id"
    for row in filled:
        if row.get("label") not in LABELS:
            raise ValueError(f"pair {row.get(name)}: label {row.get('label')!r} is none of {', '.join(LABELS)}")
    second = {row[name]: row for row in filled}
    unknown = sorted(set(second) - {row[name] for row in gold})
    if unknown:
        raise ValueError(f"pairs {unknown[:5]} are not in the gold file: was the sheet drawn with it?")
    both = [(g, second[g[name]]) for g in gold if g[name] in second]
    if not both:
        raise ValueError("the filled sheet has no pair: one {\"id\", \"label\"} a line is needed")
    ours, theirs = [g["label"] for g, _ in both], [f["label"] for _, f in both]
    agreed = [(g, f) for g, f in both if g["label"] == f["label"] == "contradiction"]
    conflicts = [(g["kind"], f["kind"]) for g, f in agreed if f.get("kind")]
    return {
        "pairs": len(both),
        "left_out": len(gold) - len(both),
        "equal": sum(x == y for x, y in zip(ours, theirs, strict=True)) / len(both),
        "kappa": kappa(ours, theirs),
        "by_label": {
            label: {
                "first": ours.count(label),
                "second": theirs.count(label),
                "both": sum(x == y == label for x, y in zip(ours, theirs, strict=True)),
                "kappa": kappa([x == label for x in ours], [y == label for y in theirs]),
            }
            for label in LABELS
        },
        "kinds": {
            "pairs": len(conflicts),
            "equal": sum(x == y for x, y in conflicts) / max(1, len(conflicts)),
            "kappa": kappa([x for x, _ in conflicts], [y for _, y in conflicts]) if conflicts else None,
        },
        "apart": [
            {"pair": g["pair"], "first": g["label"], "second": f["label"]} for g, f in both if g["label"] != f["label"]
        ],
    }


def lines(figures: dict) -> list[str]:
    out = [f"{figures['pairs']} pairs of {figures['pairs'] + figures['left_out']}"]
    out.append(f"equal {figures['equal']:.3f}, kappa {figures['kappa']:.3f}")
    for label, row in figures["by_label"].items():
        counts = f"first {row['first']:3} second {row['second']:3} both {row['both']:3}"
        out.append(f"  {label:14} {counts} kappa {row['kappa']:.3f}")
    kinds = figures["kinds"]
    if kinds["pairs"]:
        out.append(f"  kinds of {kinds['pairs']} of both: equal {kinds['equal']:.3f}, kappa {kinds['kappa']:.3f}")
    return out + [f"  {row['pair']}: {row['first']} / {row['second']}" for row in figures["apart"]]


def rows_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


def written(path: Path, rows: list[dict]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    draw = verbs.add_parser("draw")
    draw.add_argument("--own", type=Path, required=True)
    draw.add_argument("--out", type=Path, required=True)
    draw.add_argument("--gold", type=Path, required=True)
    draw.add_argument("--share", type=float, default=SHARE)
    draw.add_argument("--seed", type=int, default=1)
    compared = verbs.add_parser("agreement")
    source = compared.add_mutually_exclusive_group(required=True)
    source.add_argument("--gold", type=Path)
    source.add_argument("--own", type=Path)
    compared.add_argument("--filled", type=Path, required=True)
    compared.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.verb == "draw":
        both = drawn(given.own, given.share, given.seed)
        written(given.out, [sheet for sheet, _ in both])
        written(given.gold, [gold for _, gold in both])
        print(f"{len(both)} pairs drawn")
        return
    gold = rows_of(given.gold) if given.gold else labelled(given.own)
    figures = agreement(gold, rows_of(given.filled))
    if given.json:
        print(json.dumps(figures))
        return
    print("\n".join(lines(figures)))


if __name__ == "__main__":
    main()
