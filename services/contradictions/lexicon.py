"""Reads the lexicons of `services/contradictions/data` and turns their entries into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

HEAD = 3
WORD_START = re.compile(r"(?<![\w-])\w|n['’]t\b")


@cache
def table(name: str) -> dict[str, Any]:
    """The YAML mapping of `services/contradictions/data/{name}.yaml`; read once a process, to be left unchanged."""
    text = files("services.contradictions").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def entries(value: str) -> list[str]:
    """The entries of a block: separated by commas or line ends."""
    return [" ".join(e.split()) for e in re.split(r"[,\n]", value) if e.strip()]


def pattern_of(entry: str) -> str:
    """An entry as a regular expression: `*` ends a word openly, `~` stands for up to three words, an apostrophe for
    either of its forms."""
    parts = [r"(?:[\w'’-]+\s+){0,3}?" if p == "~" else _word(p) for p in entry.split()]
    joined = ""
    for n, part in enumerate(parts):
        joined += part if n == 0 or parts[n - 1].endswith("?") else r"\s+" + part
    return joined


def _word(word: str) -> str:
    return re.escape(_straight(word)).replace("'", "['’]").replace(r"\*", r"[\w’'-]*")


def _straight(text: str) -> str:
    return text.replace("’", "'")


class Lexicon:
    """Finds a lexicon's entries in a text; `finditer` gives (label, start, end) in order, none overlapping, longest
    first."""

    def __init__(self, values: dict[str, str]) -> None:
        found = sorted(((e, key) for key, value in values.items() for e in entries(value)), key=lambda p: -len(p[0]))
        heads: dict[str, list[tuple[str, str]]] = {}
        for entry, key in found:
            heads.setdefault(_straight(entry[:HEAD]).rstrip("*").casefold(), []).append((pattern_of(entry), key))
        self._buckets = {
            head: (
                re.compile("(?:" + "|".join(f"({p})" for p, _ in held) + r")(?!\w)", re.IGNORECASE),
                [k for _, k in held],
            )
            for head, held in heads.items()
        }

    def finditer(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Each entry found."""
        end = 0
        for word in WORD_START.finditer(text):
            if (at := word.start()) < end:
                continue
            head = _straight(text[at : at + HEAD]).casefold()
            for n in range(HEAD, 0, -1):
                bucket = self._buckets.get(head[:n])
                if bucket and (match := bucket[0].match(text, at)):
                    end = match.end()
                    yield bucket[1][int(match.lastindex or 1) - 1], at, end
                    break

    def first(self, text: str) -> str | None:
        """The label of the first entry found."""
        return next((label for label, _, _ in self.finditer(text)), None)


@cache
def lexicon(name: str, block: str) -> Lexicon:
    """The lexicon under `block` of a data file."""
    return Lexicon(table(name)[block])
