"""Text made clean once, before anything points into it."""

from __future__ import annotations

import re

# Every control character but the newline, and the invisible ones that split words for a tokenizer.
INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u2060\ufeff\ud800-\udfff]")
_NEWLINES = re.compile(r"\r\n?|\x85|\u2028|\u2029|\x0b|\x0c")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_ENDS = re.compile(r"[.!?:;\"'\u2019\u201d)\]]$")
_WRAPPED = range(45, 101)


def clean(text: str) -> str:
    """The text with "\\n" for every line end, one space for every run of them, no control characters, no more than one
    blank line at a time, and lines joined that were wrapped at a fixed width. Quotation marks stay as they are.
    Cleaning a clean text changes nothing."""
    text = INVISIBLE.sub("", _NEWLINES.sub("\n", text).replace("\t", " "))
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    blocks = re.split(r"\n{2,}", "\n".join(lines).strip("\n"))
    return "\n\n".join(_unwrapped(block) for block in blocks).strip()


def _unwrapped(block: str) -> str:
    """Join a block's lines where they look cut at a column: all but the last nearly full, some in mid-sentence."""
    lines = block.split("\n")
    full = lines[:-1]
    nearly_full = all(len(line) in _WRAPPED for line in full)
    whole_sentences = all(_ENDS.search(line) for line in full)
    return " ".join(lines) if nearly_full and not whole_sentences else block
