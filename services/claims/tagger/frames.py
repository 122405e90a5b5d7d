"""The frame: one attribution found in a text, as character offsets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue with the source and the content that belong to it.

    Offsets are characters into the whole text given, half open. Frames of one text may nest and overlap.
    ``content`` holds one or more spans in reading order; ``source`` is None where the text names nobody.
    ``score`` is the calibrated probability, 0 to 1, that a reader would mark this attribution.
    """

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    score: float
