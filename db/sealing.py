"""Seals an event's words under the keys of the articles that they tell of, and opens them again.

A part that tells of two articles is sealed under both keys, one around the other: either key destroyed, it is gone.

What the column `sealed` holds: a byte that tells the form, then frames, each behind its length in four bytes. In form 2
the first frame is the open part of the event as JSON and each further one a sealed part. The form from before starts
with the first length itself, so with a zero, and has sealed parts alone; the open part is the column `data` then.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag

from db.master_keys import NONCE, Cipher
from services.domain import words
from services.domain.errors import Damaged

Data = dict[str, Any]
Keys = Mapping[str, Cipher | None]
"""Data keys by article; None where the key was destroyed."""

FORM = b"\2"
_PLAIN, _DEFLATED, _DEFLATE_FROM = b"\0", b"\1", 2048
_LENGTH, _HEAD = struct.Struct(">I"), struct.Struct(">BI")
to_json, from_json = msgspec.json.encode, msgspec.json.decode


def seal(event_id: str, rest: Data, parts: Sequence[words.Part], keys: Keys) -> bytes | None:
    """An event's open part and its parts that bear words, as the log stores them; None where it has no words.

    Words of an article whose key was destroyed are left out.
    """
    if not parts:
        return None
    blobs = [to_json(rest), *(_sealed(event_id, n, part, keys) for n, part in enumerate(parts))]
    return FORM + b"".join([piece for blob in blobs for piece in (_LENGTH.pack(len(blob)), blob)])


def frames(sealed: bytes) -> tuple[bytes | None, list[bytes]]:
    """The open part, None where it stands in the column `data`, and the sealed parts. Raises `Damaged`."""
    blobs, start = [], 1 if sealed[:1] == FORM else 0
    try:
        while start < len(sealed):
            (length,) = _LENGTH.unpack_from(sealed, start)
            blobs.append(sealed[start + 4 : start + 4 + length])
            start += 4 + length
    except struct.error as error:
        raise Damaged("an event can't be opened: its sealed words were cut; restore them") from error
    return (blobs[0], blobs[1:]) if sealed[:1] == FORM else (None, blobs)


def whole_json(event_id: str, stream: str, sealed: bytes, end: bytes | None, keys: Keys) -> bytes | None:
    """The JSON of an event whose words are all those of the article which is its stream, put back in before the `end`
    of its open part; None where it is of another kind or form, or its words are gone. Raises `Damaged`."""
    key = keys.get(stream)
    if end is None or key is None or len(sealed) < _HEAD.size or sealed[:1] != FORM:
        return None
    at = _HEAD.size + _HEAD.unpack_from(sealed)[1]
    nonce, said = at + _LENGTH.size, at + _LENGTH.size + NONCE
    if len(sealed) <= said or _LENGTH.unpack_from(sealed, at)[0] != len(sealed) - nonce:
        return None
    try:
        text = key.decrypt(sealed[nonce:said], sealed[said:], _bound(event_id, 0))
    except (InvalidTag, ValueError) as error:
        raise _damaged(event_id) from error
    text = zlib.decompress(text[1:])[1:-1] if text[:1] == _DEFLATED else text[2:-1]
    return b"%b,%b%b" % (sealed[_HEAD.size : at - len(end)], text, end)


def unseal(event_id: str, name: str, rest: Data, blobs: Sequence[bytes], keys: Keys) -> tuple[Data, bool]:
    """The whole data of an event, and whether words are missing. Raises `Damaged`."""
    owners = words.articles_of(name, rest)
    parts = [opened(event_id, n, blob, who, keys) for n, (blob, who) in enumerate(zip(blobs, owners, strict=True))]
    return words.join(name, rest, [None if part is None else from_json(part) for part in parts])


def opened(event_id: str, number: int, blob: bytes, articles: tuple[str, ...], keys: Keys) -> bytes | None:
    """The JSON of a sealed part; None where it or a key that it was sealed under is gone. Raises `Damaged`."""
    found = [keys.get(article) for article in articles]
    if not blob or None in found:
        return None
    bound = _bound(event_id, number)
    try:
        for key in reversed(found):
            if key is not None:
                blob = key.decrypt(blob[:NONCE], blob[NONCE:], bound)
    except (InvalidTag, ValueError) as error:
        raise _damaged(event_id) from error
    return zlib.decompress(blob[1:]) if blob[:1] == _DEFLATED else blob[1:]


def _sealed(event_id: str, number: int, part: words.Part, keys: Keys) -> bytes:
    text = to_json(part.words)
    blob = _DEFLATED + zlib.compress(text, 1) if len(text) > _DEFLATE_FROM else _PLAIN + text
    bound = _bound(event_id, number)
    for article in part.articles:
        key = keys[article]
        if key is None:
            return b""
        nonce = os.urandom(NONCE)
        blob = nonce + key.encrypt(nonce, blob, bound)
    return blob


def _bound(event_id: str, number: int) -> bytes:
    """Ties sealed words to their place: moved to another event they don't open."""
    return f"{event_id}/{number}".encode()


def _damaged(event_id: str) -> Damaged:
    return Damaged(f"event {event_id} can't be opened: its words or a key were changed; restore them")
