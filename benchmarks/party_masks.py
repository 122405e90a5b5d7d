"""The annotated articles with the names of parties and speakers hidden, or exchanged between the two sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from services.domain.claim import Statement

MASKS = ("Party A", "Party B")


def masked(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Parties become "Party A" and "Party B", also where the words name them; speakers are left out."""
    return [_changed(row, swap=False) for row in rows]


def swapped(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each side gets the other's party and speaker, and the words name the other where they named one."""
    return [_changed(row, swap=True) for row in rows]


def _changed(row: dict[str, Any], *, swap: bool) -> dict[str, Any]:
    a, b = row["a"], row["b"]
    if swap:
        names = _names(a, b.party, b.speaker) | _names(b, a.party, a.speaker)
        one, other = (b.party, b.speaker), (a.party, a.speaker)
    else:
        names = _names(a, MASKS[0], None) | _names(b, MASKS[1] if a.party != b.party else MASKS[0], None)
        one = (MASKS[0] if a.party else None, None)
        other = (MASKS[1] if b.party and a.party != b.party else one[0] if b.party else None, None)
    return {**row, "a": _with(a, one, names), "b": _with(b, other, names)}


def _names(side: Statement, party: str | None, speaker: str | None) -> dict[str, str]:
    """What stands for the words that name the side: its party, its speaker, and the last name of either."""
    names = {}
    for old, new in ((side.party, party), (side.speaker, speaker or party)):
        if old and new:
            names[old] = new
            last = old.split()[-1]
            if " " in old and last[0].isupper():
                names[last] = new.split()[-1] if old == side.speaker and speaker else new
            first = old.split()[0]
            if old == side.party and " " in old and first[0].isupper() and first.casefold() != "the":
                names[first] = new
    return names


def _with(side: Statement, who: tuple[str | None, str | None], names: dict[str, str]) -> Statement:
    pattern = re.compile(
        r"\b(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\b" if names else r"(?!)"
    )

    def told(text: str | None) -> str | None:
        return pattern.sub(lambda m: names[m.group()], text) if text else text

    return replace(
        side, party=who[0], speaker=who[1], text=told(side.text) or side.text, sentence=told(side.sentence),
        source=who[1],
    )
