"""Counts our own pairs: the figures of `datasets/claim-pairs/README.md`.

  python -m training.judge.census --own datasets/claim-pairs/matters
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from training.judge.corpus import part


def counted(folder: Path) -> dict[str, dict[str, int]]:
    """How many of each: whole set, labels, kinds of contradiction, traps, domains, and matters a part of the split."""
    matters = {file.stem: json.loads(file.read_text(encoding="utf8")) for file in sorted(folder.glob("*.json"))}
    pairs = [pair for matter in matters.values() for pair in matter["pairs"]]
    claims = sum(len(matter["claims"]) for matter in matters.values())
    return {
        "whole": {"matters": len(matters), "claims": claims, "pairs": len(pairs)},
        "labels": _most(p[2] for p in pairs),
        "kinds": _most(p[3] for p in pairs if p[2] == "contradiction"),
        "traps": _most(p[3] for p in pairs if p[2] == "unrelated"),
        "domains": _most(matter["domain"] for matter in matters.values()),
        "parts": _most(part(name) for name in matters),
    }


def _most(values) -> dict[str, int]:
    return dict(Counter(values).most_common())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", type=Path, required=True)
    for name, counts in counted(parser.parse_args().own).items():
        print(f"{name}: " + ", ".join(f"{key} {count}" for key, count in counts.items()))


if __name__ == "__main__":
    main()
