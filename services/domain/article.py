"""An article: one report as published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.domain.identity import place_of


@dataclass(frozen=True, slots=True)
class Article:
    """One report as published, cleaned, ready for extraction.

    `text` is what offsets of claims point into. `fingerprint` is the SHA-256 (hex) of its normalised words;
    `minhash` holds 64 unsigned 32-bit minima over word shingles, by which syndicated copies are found.
    `published_at` has a time zone. `corrects` is the id of the article that this one replaces; `place` a digest of the
    address it was published at, by which a later version is known, also when the address itself was withdrawn.
    """

    id: str
    text: str
    title: str | None
    outlet: str | None
    url: str | None
    language: str
    published_at: datetime | None
    fingerprint: str
    minhash: tuple[int, ...]
    media_type: str
    corrects: str | None = None
    place: str | None = None

    def __post_init__(self) -> None:
        if self.place is None and self.url:
            object.__setattr__(self, "place", place_of(self.url, self.outlet))
