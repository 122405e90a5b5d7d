"""Articles for tests."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from services.domain.article import Article
from services.domain.identity import article_id


def signature(text: str) -> tuple[int, ...]:
    """A minhash of 64 over pairs of words, as articles carry it."""
    words = text.casefold().split()
    shingles = [" ".join(words[i : i + 2]) for i in range(max(1, len(words) - 1))]
    return tuple(min(_hash(f"{n} {shingle}") for shingle in shingles) for n in range(64))


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest())


def article(
    text: str, *, outlet: str = "Wire", url: str | None = None, day: int = 1, corrects: str | None = None
) -> Article:
    """An English article of `text`, published on a day of July 2011."""
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id=article_id(fingerprint, outlet), text=text, title=text[:40], outlet=outlet, url=url, language="en",
        published_at=datetime(2011, 7, day, 12, tzinfo=UTC), fingerprint=fingerprint, minhash=signature(text),
        media_type="text/plain", corrects=corrects,
    )
