"""Ids: time-ordered ones for events, derived ones for articles, claims and findings.

UUID version 7 after RFC 9562, section 5.7; version 5 after section 5.5.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable

NAMESPACE = uuid.UUID("6b1f6a3e-3f0c-5d0a-9a51-0a6d7a0c11e7")


def event_id(now_ms: int, randomness: bytes | None = None) -> str:
    """A UUIDv7 of `now_ms` (milliseconds since 1970); `randomness` (10 bytes) makes it reproducible."""
    rand = int.from_bytes(os.urandom(10) if randomness is None else randomness)
    value = (now_ms & (1 << 48) - 1) << 80 | 7 << 76 | (rand >> 62 & 0xFFF) << 64 | 2 << 62 | rand & (1 << 62) - 1
    return str(uuid.UUID(int=value))


def derived_id(kind: str, parts: Iterable[object]) -> str:
    """A UUIDv5 of `kind` and `parts`: the same input gives the same id, everywhere and always."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join([kind, *map(str, parts)])))


def article_id(fingerprint: str, outlet: str | None) -> str:
    """One article is one text in one outlet."""
    return derived_id("article", (fingerprint, (outlet or "").casefold()))


def place_of(url: str, outlet: str | None) -> str:
    """A digest (SHA-256, hex) of the address and outlet at which an article was published."""
    return hashlib.sha256(f"{url}\x1f{outlet or ''}".encode()).hexdigest()


def claim_id(article: str, source: object, cue: object, content: object) -> str:
    """One claim is one content tied to one source and cue of one article."""
    return derived_id("claim", (article, source, cue, content))


def finding_id(a: str, b: str) -> str:
    """The same for (a, b) and (b, a)."""
    return derived_id("finding", sorted((a, b)))
