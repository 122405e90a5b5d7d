"""Reads the lexicons of `services/contradictions/data` and turns their entries into patterns."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


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
    """An entry as a regular expression: `*` ends a word openly, `~` stands for up to three words."""
    parts = [r"(?:[\w'’-]+\s+){0,3}?" if p == "~" else re.escape(p).replace(r"\*", r"[\w’'-]*") for p in entry.split()]
    joined = ""
    for n, part in enumerate(parts):
        joined += part if n == 0 or parts[n - 1].endswith("?") else r"\s+" + part
    return joined


@cache
def labelled(name: str, block: str) -> re.Pattern[str]:
    """One pattern with a named group for each key of `block` in the file; where two fit, the longer entry is tried first."""
    found = sorted(
        ((entry, label) for label, value in table(name)[block].items() for entry in entries(value)),
        key=lambda pair: -len(pair[0]),
    )
    body = "|".join(f"(?P<{label}_{n}>{pattern_of(entry)})" for n, (entry, label) in enumerate(found))
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w])", re.IGNORECASE)


def label(match: re.Match[str]) -> str:
    """The key under which the matched entry stands."""
    return str(match.lastgroup).rpartition("_")[0]
