"""Stances of found attributions against our own labelled sentences.

.venv/bin/python -m benchmarks.stances; needs no data from outside. An attribution that isn't found counts as wrong.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import yaml

from benchmarks.pairing import paired
from services.claims.extractor import Document, Extractor

SET = Path(__file__).with_name("sets") / "stances.yaml"
Sentence = tuple[str, str, tuple[int, int]]
"""Stance, the sentence without its brackets, and where the content is."""


def main() -> None:
    """Prints accuracies of both parts, or with --json one object; --errors lists what went wrong in `tried`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    extractor, figures = Extractor(), {}
    for part in ("tried", "kept"):
        table, wrong = measured(extractor, sentences(part))
        figures[part] = table
        if options.errors and part == "tried":
            print(*wrong, sep="\n")
    if options.json:
        print(json.dumps(figures))
        return
    for part, table in figures.items():
        print(part, *(f"{name} {100 * value:.0f}" for name, value in table.items()), sep="  ")


def sentences(part: str) -> list[Sentence]:
    """The sentences of a part of the set."""
    groups: dict[str, str] = yaml.safe_load(SET.read_text(encoding="utf-8"))[part]
    return [(stance, *_marked(line)) for stance, lines in groups.items() for line in lines.splitlines()]


def _marked(line: str) -> tuple[str, tuple[int, int]]:
    before, _, rest = line.partition("[[")
    content, _, after = rest.partition("]]")
    return before + content + after, (len(before), len(before) + len(content))


def measured(extractor: Extractor, rows: list[Sentence]) -> tuple[dict[str, float], list[str]]:
    """Share found, share right of all, of those found, and of each stance; and what went wrong, in words."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    read = extractor.extract_many(Document(text) for _, text, _ in rows)
    for (stance, text, span), found in zip(rows, read, strict=True):
        pairs = paired(text, [[span]], [a.content for a in found])
        got = found[pairs[0][1]].stance.value if pairs else None
        counts.update({"all": 1, "found": got is not None, "right": got == stance, f"n {stance}": 1})
        counts[stance] += got == stance
        if got != stance:
            wrong.append(f"{stance:12} {got or 'not found':12} {text}")
    stances = dict.fromkeys(stance for stance, _, _ in rows)
    return {
        "found": counts["found"] / counts["all"],
        "right": counts["right"] / counts["all"],
        "right of found": counts["right"] / max(1, counts["found"]),
        **{stance: counts[stance] / counts[f"n {stance}"] for stance in stances},
    }, wrong


if __name__ == "__main__":
    main()
