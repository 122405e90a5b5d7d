"""Windows: runs of neighbouring paragraphs read in one pass, so that each is seen with some of its context."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.claims.tagger.words import Paragraph

CLS, SEP, PAD = 101, 102, 0
NEAR, FAR = 12, 256
RELATIONS = 2 * (NEAR + 10) + 1


@dataclass(frozen=True, slots=True)
class Window:
    """[CLS] paragraph [SEP] paragraph [SEP] ... as ids and marks, both (L,); where[k] is where paragraph k begins."""

    ids: NDArray[np.int64]
    marks: NDArray[np.int64]
    where: tuple[int, ...]
    paragraphs: tuple[Paragraph, ...]

    def positions(self, k: int) -> NDArray[np.int64]:
        """Window positions of the words (their first pieces) of paragraph ``k``."""
        return self.paragraphs[k].first + self.where[k]


def windows(paragraphs: Sequence[Paragraph], budget: int) -> Iterator[Window]:
    """Neighbouring paragraphs packed in order until the next would exceed ``budget`` word pieces.

    A paragraph longer than the budget stands alone.
    """
    held: list[Paragraph] = []
    size = 1
    for paragraph in paragraphs:
        if held and size + len(paragraph.pieces) + 1 > budget:
            yield _window(held)
            held, size = [], 1
        held.append(paragraph)
        size += len(paragraph.pieces) + 1
    if held:
        yield _window(held)


def _window(held: list[Paragraph]) -> Window:
    ids, marks, where = [np.array([CLS])], [np.array([0])], []
    at = 1
    for paragraph in held:
        lengths = np.diff(paragraph.first, append=len(paragraph.pieces))
        ids += [paragraph.pieces, np.array([SEP])]
        marks += [np.repeat(paragraph.marks, lengths), np.array([0])]
        where.append(at)
        at += len(paragraph.pieces) + 1
    return Window(np.concatenate(ids), np.concatenate(marks), tuple(where), tuple(held))


def batches(rows: Sequence[Window], tokens: int) -> Iterator[list[int]]:
    """Indices of windows of like length, grouped so that a padded group holds at most ``tokens`` positions."""
    group: list[int] = []
    for i in sorted(range(len(rows)), key=lambda i: (-len(rows[i].ids), i)):
        if group and len(rows[group[0]].ids) * (len(group) + 1) > tokens:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def padded(rows: Sequence[NDArray[np.int64]], fill: int = PAD) -> NDArray[np.int64]:
    """The rows as one matrix (B, longest), filled on the right."""
    matrix = np.full((len(rows), max(map(len, rows))), fill, dtype=np.int64)
    for i, row in enumerate(rows):
        matrix[i, : len(row)] = row
    return matrix


def relation_to_cue(words: int, start: int, end: int) -> NDArray[np.int64]:
    """Bucket of each word's signed distance to the cue at [start, end): 0 in it, exact up to NEAR, then logarithmic."""
    at = np.arange(words)
    distance = np.where(at < start, start - at, np.where(at >= end, at - end + 1, 0))
    far = NEAR + 2 * np.log2(np.maximum(distance, NEAR) / NEAR)
    bucket = np.minimum(np.where(distance <= NEAR, distance, far.astype(np.int64) + 1), NEAR + 10)
    return np.where(at < start, bucket, np.where(at >= end, bucket + NEAR + 10, 0))
