"""Paragraphs cut into words: word-piece ids, offsets and surface marks, the reader's half of the model's input."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

OPENING, CLOSING, STRAIGHT = "\u201c\u201e\u00ab\u201f\u300c", "\u201d\u00bb\u300d", '"\uff02'
SAME_LENGTH = str.maketrans({**dict.fromkeys(OPENING + CLOSING + STRAIGHT, '"'), "\u2019": "'", "\u2018": "'"})
MARKS = 17
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)\]]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one stretch of a very long one.

    pieces: word-piece ids, (P,). first: index into pieces of each word's first piece, (W,).
    starts, ends: character offsets of each word into the text, (W,). marks: surface mark of each word, (W,).
    """

    pieces: NDArray[np.int64]
    first: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    marks: NDArray[np.int64]


def paragraphs(text: str, tokenizer: Tokenizer, longest: int) -> list[Paragraph]:
    """The paragraphs (non-blank lines) of ``text`` in order, none longer than ``longest`` word pieces.

    A longer line is cut after its last sentence end that fits, else after its last word that fits.
    """
    lines = list(_lines(text))
    encodings = tokenizer.encode_batch(
        [text[start:end].translate(SAME_LENGTH) for start, end in lines], add_special_tokens=False
    )
    found: list[Paragraph] = []
    for (at, stop), encoding in zip(lines, encodings, strict=True):
        word_of = np.array([-1 if w is None else w for w in encoding.word_ids], dtype=np.int64)
        if not len(word_of):
            continue
        offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        first = np.flatnonzero(np.diff(word_of, prepend=-2))
        last = np.append(first[1:], len(word_of)) - 1
        starts, ends = offsets[first, 0], offsets[last, 1]
        whole = Paragraph(
            np.array(encoding.ids, dtype=np.int64),
            first,
            starts + at,
            ends + at,
            _marks(text[at:stop], starts, ends),
        )
        found.extend(_cut(whole, text, longest))
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Non-blank lines; one that ends in a colon goes with the quotation that the next begins with."""
    held: tuple[int, int] | None = None
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        quoted = line.group().lstrip()[0] in OPENING + STRAIGHT
        if held and quoted and text[held[0] : held[1]].rstrip().endswith(":"):
            held = held[0], line.end()
            continue
        if held:
            yield held
        held = line.span()
    if held:
        yield held


def _marks(line: str, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """1 + 4 * quotation (outside, inside, opening mark, closing mark) + case (lower, Capital, CAPITALS, no letters)."""
    marks, inside = np.zeros(len(starts), dtype=np.int64), False
    for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        word = line[start:end]
        if word in OPENING or (word in STRAIGHT and not inside):
            quotation, inside = 2, True
        elif word in CLOSING or word in STRAIGHT:
            quotation, inside = 3, False
        else:
            quotation = int(inside)
        marks[i] = 1 + 4 * quotation + _case(word)
    return marks


def _case(word: str) -> int:
    if not word[:1].isalpha():
        return 3
    if not word[:1].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def _cut(whole: Paragraph, text: str, longest: int) -> Iterator[Paragraph]:
    begin, count = 0, len(whole.first)
    limits = np.append(whole.first, len(whole.pieces))
    while begin < count:
        stop = int(np.searchsorted(limits, limits[begin] + longest, side="right")) - 1
        stop = min(max(stop, begin + 1), count)
        if stop < count:
            stop = _sentence_end(whole, text, begin, stop)
        low, high = int(limits[begin]), min(int(limits[stop]), int(limits[begin]) + longest)
        words = slice(begin, stop)
        yield Paragraph(
            whole.pieces[low:high], whole.first[words] - low, whole.starts[words], whole.ends[words], whole.marks[words]
        )
        begin = stop


def _sentence_end(whole: Paragraph, text: str, begin: int, stop: int) -> int:
    """The last word boundary in the second half of begin..stop that ends a sentence, else ``stop``."""
    for at in range(stop, begin + (stop - begin) // 2, -1):
        gap = text[int(whole.ends[at - 1]) : int(whole.starts[at])]
        if gap and _SENTENCE_END.search(text[max(0, int(whole.ends[at - 1]) - 4) : int(whole.ends[at - 1])]):
            return at
    return stop
