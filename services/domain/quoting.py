"""Whether somebody's own words repeat another's: a run of three words in common, or all of the other's words."""

from __future__ import annotations

import re

RUN = 3
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def repeats(said: str, text: str) -> bool:
    """Whether `said` has three words in a row that `text` has in a row too, or the whole of a shorter `text`; case and
    punctuation apart."""
    known = _words(text)
    length = min(RUN, len(known))
    return length > 0 and bool(_runs(_words(said), length) & _runs(known, length))


def _words(text: str) -> list[str]:
    return [word.replace("’", "'").casefold() for word in _WORD.findall(text)]


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[start:start + length]) for start in range(len(words) - length + 1)}
