"""The resolved speaker of an attribution."""

from __future__ import annotations

from dataclasses import dataclass

from services.claims.speakers.cast import Person
from services.domain.claim import SpeakerKind


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, by the fullest name known; `person` where it is one of the cast."""

    name: str | None
    kind: SpeakerKind
    person: Person | None = None


UNKNOWN = Speaker(None, SpeakerKind.UNKNOWN)


def plain(text: str) -> str:
    """A name or description without article, quotation marks and a possessive's ending."""
    text = " ".join(text.split()).strip('"“”,;:()')
    if text.endswith(".") and text.count(".") == 1:
        text = text[:-1]
    for article in ("the ", "The ", "THE "):
        text = text.removeprefix(article)
    return text.removesuffix("'s").removesuffix("’s")
