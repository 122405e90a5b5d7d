"""The single-token patterns of spaCy's attribute ruler, asked of a word's form, tag and dependency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Rule = tuple[Mapping[str, Any], Mapping[str, str]]
"""What a token must be, and the attributes that it then gets."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the patterns may ask of a word."""

    lower: str
    tag: str
    dep: str

    def fits(self, pattern: Mapping[str, Any]) -> bool:
        """Whether every condition of a token pattern holds."""
        return all(_holds(wanted, self._value(name)) for name, wanted in pattern.items())

    def _value(self, name: str) -> str | bool:
        if name == "IS_SPACE":
            return self.lower.isspace()
        return {"LOWER": self.lower, "TAG": self.tag, "DEP": self.dep}[name]


def _holds(wanted: Any, value: str | bool) -> bool:
    if not isinstance(wanted, dict):
        return bool(wanted == value)
    return all(_CHECKS[check](value, operand) for check, operand in wanted.items())


_CHECKS: dict[str, Any] = {
    "IN": lambda value, operand: value in operand,
    "NOT_IN": lambda value, operand: value not in operand,
    "REGEX": lambda value, operand: bool(re.search(operand, value)),
}


def single(patterns: Iterable[Mapping[str, Any]]) -> Iterator[Rule]:
    """The ruler's patterns of one token each, in their order; contractions of two tokens ("gon na") are left out."""
    for entry in patterns:
        for pattern in entry["patterns"]:
            if len(pattern) == 1:
                yield pattern[0], entry["attrs"]


def attributes(rules: Iterable[Rule], form: Form) -> dict[str, str]:
    """What the rules set for a word; of two that set the same attribute the later one counts."""
    found: dict[str, str] = {}
    for pattern, given in rules:
        if form.fits(pattern):
            found.update(given)
    return found
