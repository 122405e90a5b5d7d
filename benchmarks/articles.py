"""Made-up articles for benchmarks of log and delivery: distinct words, so that none counts as a copy of another."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, datetime

from services.articles.fingerprint import minhash
from services.domain.article import Article
from services.domain.identity import article_id

WORDS = 80


def article(number: int, *, words: int = WORDS) -> Article:
    """The article of this number, always the same."""
    dice = random.Random(number)
    text = " ".join("".join(dice.choices("abcdefghijklmnoprstuvw", k=dice.randint(2, 9))) for _ in range(words))
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id=article_id(fingerprint, "Bench"), text=text, title=text[:50], outlet="Bench", url=f"https://bench/{number}",
        language="en", published_at=datetime(2026, 3, 2, tzinfo=UTC), fingerprint=fingerprint,
        minhash=tuple(minhash(text)), media_type="text/plain",
    )
