"""Aligns clean text with the source it was read from: which of its characters stand where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.articles.origin.visible import Markup, Visible, squeezed, visible
from services.domain.origin import Origin, Run

SURE, NEAR = 12, 200
"""Characters from which a stretch may be looked for anywhere, and how far off a shorter one may be."""
WORK = 300_000_000
"""Characters looked through before giving up on a text that hardly stands in its source."""


def aligned(text: str, source: str, markup: Markup) -> Origin:
    """The origin of `text` in `source`. Lines are found again whole where they can be, by halves where not: those that
    stand in the source once first, the others between them. What isn't found has no run."""
    if text == source:
        return ((0, len(text), 0, len(text)),) if text else ()
    clean, seen = squeezed(text), visible(source, markup)
    # The last place by a search from the end: `rfind` may take the product of both lengths, `find` never does.
    behind = seen.text[::-1].find(clean.text[::-1])
    if behind >= 0:
        return tuple(_runs(clean, seen, [(0, len(seen.text) - behind - len(clean.text), len(clean.text))]))
    return tuple(_runs(clean, seen, _Search(seen.text).matches(list(_lines(text, clean)), clean.text)))


Match = tuple[int, int, int]
"""Start in the clean text, start in the source (both squeezed), and how many characters match."""


def _lines(text: str, clean: Visible) -> Iterator[list[tuple[int, int]]]:
    """The words of each line as squeezed [start, end)."""
    words: list[tuple[int, int]] = []
    start = 0
    for i in range(1, len(clean.text) + 1):
        gap = text[clean.ends[i - 1] : clean.starts[i]] if i < len(clean.text) else "\n"
        if any(c.isspace() for c in gap):
            words.append((start, i))
            start = i
        if "\n" in gap:
            yield words
            words = []


@dataclass(slots=True)
class _Search:
    """Looks for stretches of the clean text in the source, within limits."""

    seen: str
    work: int = WORK

    def matches(self, lines: Sequence[list[tuple[int, int]]], clean: str) -> list[Match]:
        """Matches in order, rising on both sides."""
        anchors = _rising([m for words in lines if (m := self._only(clean, words))])
        limits = {start: at for start, at, _ in anchors}
        upcoming = iter([*anchors, (len(clean), len(self.seen), 0)])
        following = next(upcoming)
        found: list[Match] = []
        low = 0
        for words in lines:
            start, end = words[0][0], words[-1][1]
            if start in limits:
                found.append((start, limits[start], end - start))
                following = next(upcoming)
            else:
                found += self._pieces(clean, words, low, following[1])
            low = found[-1][1] + found[-1][2] if found else 0
        return found

    def _only(self, clean: str, words: list[tuple[int, int]]) -> Match | None:
        start, end = words[0][0], words[-1][1]
        line = clean[start:end]
        if len(line) < SURE or (at := self._find(line, 0, len(self.seen))) < 0:
            return None
        return (start, at, end - start) if self._find(line, at + 1, len(self.seen)) < 0 else None

    def _pieces(self, clean: str, words: list[tuple[int, int]], low: int, high: int) -> list[Match]:
        start, end = words[0][0], words[-1][1]
        reach = high if end - start >= SURE else min(high, low + NEAR)
        at = self._find(clean[start:end], low, reach)
        if at >= 0:
            return [(start, at, end - start)]
        if len(words) == 1:
            return []
        half = len(words) // 2
        left = self._pieces(clean, words[:half], low, high)
        return left + self._pieces(clean, words[half:], left[-1][1] + left[-1][2] if left else low, high)

    def _find(self, piece: str, low: int, high: int) -> int:
        if self.work <= 0:
            return -1
        at = self.seen.find(piece, low, high)
        self.work -= max(0, (at if at >= 0 else high) - low)
        return at


def _rising(matches: list[Match]) -> list[Match]:
    """The longest subsequence that rises in the source as well: a line found in a footer must not push out the rest."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for i, (_, at, _) in enumerate(matches):
        place = bisect_left(tails, at)
        before.append(ends[place - 1] if place else -1)
        tails[place:] = [at, *tails[place + 1 :]]
        ends[place:] = [i, *ends[place + 1 :]]
    chain: list[Match] = []
    i = ends[-1] if ends else -1
    while i >= 0:
        chain.append(matches[i])
        i = before[i]
    return chain[::-1]


def _runs(clean: Visible, seen: Visible, matches: Sequence[Match]) -> Iterator[Run]:
    """The matched characters as runs, those that stand side by side in both texts joined with the blanks between."""
    run: Run | None = None
    for start, at, count in matches:
        for i in range(count):
            a, b = clean.starts[start + i], clean.ends[start + i]
            s, e = seen.starts[at + i], seen.ends[at + i]
            if run and e - s == 1 and a - run[1] == s - run[3] and run[1] - run[0] == run[3] - run[2]:
                run = run[0], b, run[2], e
                continue
            if run:
                yield run
            run = a, b, s, e
    if run:
        yield run
