"""Finds the carrying words in a quotation, and splits it there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from services.reports.shapes import ClaimRow

QUOTES = "\"“”„«»‟ '‘’"


class Part(NamedTuple):
    """A stretch of text, and whether it carries the decision."""

    text: str
    carries: bool


def highlighted(text: str, words: Iterable[str]) -> list[Part]:
    """The text in parts, those that are one of `words` (in any case, whole words) marked.

    Joined, the parts are the text again; overlapping words give one part.
    """
    patterns = sorted({" ".join(word.split()) for word in words if word.strip()}, key=len, reverse=True)
    covered = [span for pattern in patterns for span in _places(text, pattern)]
    parts: list[Part] = []
    at = 0
    for start, end in _merged(covered):
        parts += [Part(text[at:start], False), Part(text[start:end], True)]
        at = end
    parts.append(Part(text[at:], False))
    return [part for part in parts if part.text]


def spoken(claim: ClaimRow) -> str:
    """The claim's words as they are set: a wholly quoted one without its own outer quotation marks, for the page's."""
    text = " ".join(claim.text.split())
    return text.strip(QUOTES).rstrip(",") if claim.mode == "direct" else text


def _places(text: str, pattern: str) -> Iterable[tuple[int, int]]:
    words = r"\s+".join(map(re.escape, pattern.split()))
    return (match.span() for match in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
