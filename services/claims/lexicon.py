"""Reads the rule and lexicon files of `services/claims/data`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def table(name: str) -> dict[str, Any]:
    """The YAML mapping of `services/claims/data/{name}.yaml`; read once a process, to be left unchanged."""
    text = files("services.claims").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The words under `key` of a data file, as a set."""
    value = table(name)[key]
    return frozenset(value.split() if isinstance(value, str) else map(str, value))
