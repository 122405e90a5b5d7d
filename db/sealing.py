"""Seals an event's words under the keys of the articles that they tell of, and opens them again.

A part that tells of two articles is sealed under both keys, one around the other: either key destroyed, it is gone.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.master_keys import NONCE
from services.domain import words
from services.domain.errors import Damaged

Data = dict[str, Any]
Keys = Mapping[str, bytes | None]
"""Data keys by article; None where the key was destroyed."""

_PLAIN, _DEFLATED, _DEFLATE_FROM = b"\0", b"\1", 2048
_LENGTH = struct.Struct(">I")


def seal(event_id: str, parts: Sequence[words.Part], keys: Keys) -> bytes | None:
    """An event's parts that bear words, as the log stores them; None where it has none.

    Words of an article whose key was destroyed are left out.
    """
    if not parts:
        return None
    return b"".join(_framed(_sealed(event_id, n, part, keys)) for n, part in enumerate(parts))


def unseal(event_id: str, name: str, rest: Data, sealed: bytes, keys: Keys) -> tuple[Data, bool]:
    """The whole data of an event, and whether words are missing. Raises `Damaged`."""
    blobs = _frames(sealed)
    owners = words.articles_of(name, rest)
    parts = [_opened(event_id, n, blob, who, keys) for n, (blob, who) in enumerate(zip(blobs, owners, strict=True))]
    return words.join(name, rest, parts)


def _sealed(event_id: str, number: int, part: words.Part, keys: Keys) -> bytes:
    text = json.dumps(part.words, ensure_ascii=False, separators=(",", ":")).encode()
    blob = _DEFLATED + zlib.compress(text, 1) if len(text) > _DEFLATE_FROM else _PLAIN + text
    bound = _bound(event_id, number)
    for article in part.articles:
        key = keys[article]
        if key is None:
            return b""
        nonce = os.urandom(NONCE)
        blob = nonce + AESGCM(key).encrypt(nonce, blob, bound)
    return blob


def _opened(event_id: str, number: int, blob: bytes, articles: tuple[str, ...], keys: Keys) -> Data | None:
    found = [keys.get(article) for article in articles]
    if not blob or None in found:
        return None
    bound = _bound(event_id, number)
    try:
        for key in reversed(found):
            blob = AESGCM(key or b"").decrypt(blob[:NONCE], blob[NONCE:], bound)
    except (InvalidTag, ValueError) as error:
        raise Damaged(f"event {event_id} can't be opened: its words or a key were changed; restore them") from error
    text = zlib.decompress(blob[1:]) if blob[:1] == _DEFLATED else blob[1:]
    opened: Data = json.loads(text)
    return opened


def _bound(event_id: str, number: int) -> bytes:
    """Ties sealed words to their place: moved to another event they don't open."""
    return f"{event_id}/{number}".encode()


def _framed(blob: bytes) -> bytes:
    return _LENGTH.pack(len(blob)) + blob


def _frames(sealed: bytes) -> list[bytes]:
    blobs, start = [], 0
    while start < len(sealed):
        (length,) = _LENGTH.unpack_from(sealed, start)
        blobs.append(sealed[start + 4 : start + 4 + length])
        start += 4 + length
    return blobs
