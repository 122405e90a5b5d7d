"""Spans of words as spans of characters: whole words, no stray spaces, commas or colons at the edges."""

from collections.abc import Sequence

from services.claims.tagger.words import Paragraph

_EDGE = " \t\u00a0\u200b,;:\u2013\u2014-"


def characters(text: str, paragraph: Paragraph, span: tuple[int, int]) -> tuple[int, int]:
    """Character offsets of the words ``span`` of a paragraph, grown to whole words and trimmed."""
    start, end = int(paragraph.starts[span[0]]), int(paragraph.ends[span[1] - 1])
    low, high = int(paragraph.starts[0]), int(paragraph.ends[-1])
    while start > low and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < high and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def joined(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans in order, without empty ones; neighbours with no letter or digit between become one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(s for s in spans if s[0] < s[1]):
        if found and not any(map(str.isalnum, text[found[-1][1] : start])):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
