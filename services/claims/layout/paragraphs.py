"""Cuts a text into paragraphs, hard-wrapped ones joined."""

from __future__ import annotations

import re

from services.domain.claim import Span

_BLOCK = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_ENDS = re.compile(r"[.!?:;][\"'”’)\]]*\s*$")
WRAP = 100
QUOTES = '"“„«'


def paragraphs(text: str) -> list[Span]:
    """Non-blank paragraphs in order, surrounding white space left out.

    A blank line parts paragraphs. So does a single line break, unless the lines look wrapped by width: no line over
    `WRAP` characters and no line but the last ends a sentence, and few begin with a quotation mark.
    """
    found: list[Span] = []
    for block in _BLOCK.finditer(text):
        lines = [(m.start() + block.start(), m.end() + block.start()) for m in _LINE.finditer(block.group())]
        pieces = [(lines[0][0], lines[-1][1])] if _wrapped(text, lines) else lines
        for start, end in pieces:
            piece = text[start:end]
            if piece.strip():
                found.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
    return found


def _wrapped(text: str, lines: list[Span]) -> bool:
    widths = [e - s for s, e in lines]
    if len(lines) < 2 or max(widths) > WRAP:
        return False
    if sum(text[s] in QUOTES for s, _ in lines[1:]) * 2 >= len(lines):
        return False
    broken = sum(not _ENDS.search(text[s:e]) for s, e in lines[:-1])
    return broken >= (len(lines) - 1) * 0.6 and min(widths[:-1]) >= 0.5 * max(widths)
