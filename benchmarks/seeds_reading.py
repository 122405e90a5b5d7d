"""The seed articles with what is expected of them, and which found claim answers which expected one."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.optimize import linear_sum_assignment

from benchmarks.pairing import letters
from services.articles.batch import read_all
from services.domain.article import Article
from services.domain.claim import Claim

_IDLE = frozenset({"the", "a", "an", "of", "in", "to", "for", "s"})


@dataclass(frozen=True, slots=True)
class Seed:
    """An article, its dispute (the folder), what is expected in it, and whether it counts: no copy, not replaced."""

    article: Article
    dispute: str
    claims: list[dict[str, Any]]
    counts: bool


def expectations(seeds: Path) -> dict[str, Any]:
    """The whole of expected.yaml."""
    found: dict[str, Any] = yaml.safe_load((seeds / "expected.yaml").read_text(encoding="utf-8"))
    return found


def seeds_of(seeds: Path, expected: dict[str, Any]) -> list[Seed]:
    """The articles in order of publication."""
    folder = seeds / "articles"
    by_file: dict[str, list[Article]] = {}
    for item in read_all([str(folder)], stdin=io.BytesIO()):
        if item.article and item.name:
            by_file.setdefault(str(Path(item.name).relative_to(folder)), []).append(item.article)
    silent = {file for _, *copies in expected["syndicated"] for file in copies}
    silent |= {earlier for _, earlier in expected["corrections"]}
    found = [
        Seed(by_file[e["file"]][e.get("entry", 1) - 1], e["file"].split("/")[0], e["claims"], e["file"] not in silent)
        for e in expected["articles"]
    ]
    return sorted(found, key=lambda seed: str(seed.article.published_at))


def answers(seed: Seed, found: Sequence[Claim]) -> dict[str, Claim]:
    """Found claims by the id of the expected one they answer: they hold at least 60 % of its letters; one to one,
    closest first."""
    text = seed.article.text
    table = np.zeros((len(seed.claims), len(found)))
    for i, wanted in enumerate(seed.claims):
        start = text.index(wanted["content"])
        core = letters(text, [(start, start + len(wanted["content"]))])
        for j, claim in enumerate(found):
            held = letters(text, claim.attribution.content)
            if len(core & held) >= 0.6 * len(core):
                table[i, j] = 1 + len(core & held) / len(core | held)
    rows, columns = linear_sum_assignment(table, maximize=True)
    return {seed.claims[i]["id"]: found[j] for i, j in zip(rows, columns, strict=True) if table[i, j] > 0}


def same_name(found: str | None, wanted: str | None, also: Sequence[str] = ()) -> bool:
    """Whether one name's words are all among the other's (or another right name's); None only with None."""
    if found is None or wanted is None:
        return found is wanted
    mine = _words(found)
    return any(mine and theirs and (mine <= theirs or theirs <= mine) for theirs in map(_words, (wanted, *also)))


def _words(name: str) -> set[str]:
    return {w for w in re.findall(r"\w+", name.casefold()) if w not in _IDLE}
