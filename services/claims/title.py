"""A headline given apart from the text: read before it, its attributions told from the text's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from services.domain.claim import Attribution, Span

GAP = "\n\n"


def heading(title: str | None, text: str) -> str:
    """What to put before the text so that the title is read as its headline; "" where the text begins with it."""
    bare = (title or "").strip()
    return f"{title}{GAP}" if bare and not text.lstrip().startswith(bare) else ""


def parted(attributions: Iterable[Attribution], before: str) -> Iterator[Attribution]:
    """The attributions of `before` + text with offsets into the title (`in_title`) or into the text.

    A part that stands in the other of the two is left out: the speaker's name read from it stays.
    """
    shift = len(before)
    for a in attributions:
        in_title = min(s for s, _ in a.content) < shift and all(e <= shift for _, e in a.content)
        low, high = (0, shift - len(GAP)) if in_title else (shift, None)

        def moved(span: Span | None, low: int = low, high: int | None = high) -> Span | None:
            inside = span is not None and span[0] >= low and (high is None or span[1] <= high)
            return (span[0] - low, span[1] - low) if span and inside else None

        content, cue = _spans(map(moved, a.content)), _spans(map(moved, a.cue))
        if content:
            yield replace(
                a,
                source=moved(a.source),
                cue=cue,
                content=content,
                sentence=moved(a.sentence) or (content[0][0], content[-1][1]),
                party_evidence=moved(a.party_evidence),
                in_title=in_title,
            )


def _spans(moved: Iterable[Span | None]) -> tuple[Span, ...]:
    return tuple(span for span in moved if span)
