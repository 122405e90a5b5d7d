"""Master keys: they wrap the data keys of articles, come from the environment, and are never stored in the database.

AES-256-GCM after NIST SP 800-38D, with 96-bit random nonces; the article's id is authenticated with its wrapped key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections import OrderedDict
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.domain.errors import Damaged, ServiceUnavailable

NONCE, KEPT = 12, 32
HOW = "a master key is 32 random bytes in base64, as `counterclaim keys generate` prints one"


def name_of(key: bytes) -> str:
    """By what a master key is known in the database: eight hex digits that tell nothing about it."""
    return hashlib.sha256(b"counterclaim master key\0" + key).hexdigest()[:8]


def parse(text: str) -> bytes:
    """The master key written in `text`. Raises `ServiceUnavailable` naming what is allowed."""
    try:
        key = base64.b64decode(text.strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise ServiceUnavailable(f"COUNTERCLAIM_MASTER_KEY can't be read: {HOW}")
    return key


def generate() -> str:
    """A new master key as text."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


class Broken:
    """Stands where a data key was changed: opens nothing, and seals nothing."""

    def __bool__(self) -> bool:
        return False

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """Raises `InvalidTag`."""
        raise InvalidTag

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """Raises `Damaged`."""
        raise Damaged("the stored key of an article was changed; restore it")


Cipher = AESGCM | Broken
"""A data key, ready for use."""


class MasterKeys:
    """The current master key, which wraps, and former ones, which unwrap until all is rewrapped."""

    def __init__(self, current: str | None, former: Sequence[str] = ()) -> None:
        self._current = parse(current) if current else None
        self._name = name_of(self._current) if self._current else ""
        keys = [*([self._current] if self._current else []), *map(parse, former)]
        self._by_name = {name_of(key): AESGCM(key) for key in keys}
        self._kept: OrderedDict[str, Cipher] = OrderedDict()

    def keep(self, article_id: str, key: Cipher | None) -> None:
        """Keep at hand a data key that was read from what is committed, to seal what follows under it."""
        if key:
            self._kept[article_id] = key
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def kept(self, article_id: str) -> Cipher | None:
        """A data key that was read lately."""
        return self._kept.get(article_id)

    @property
    def current(self) -> str:
        """The current key's name. Raises `ServiceUnavailable` where there is none."""
        if self._current is None:
            raise ServiceUnavailable(
                "COUNTERCLAIM_MASTER_KEY is not set, and articles are stored under keys that it wraps; "
                "set it to the same value for relay, workers, API and terminal"
            )
        return self._name

    @property
    def known(self) -> frozenset[str]:
        """The names of all keys at hand."""
        return frozenset(self._by_name)

    def wrap(self, article_id: str, key: bytes) -> bytes:
        """`key` as the database may hold it. Raises `ServiceUnavailable` without a current master key."""
        nonce = os.urandom(NONCE)
        return nonce + self._by_name[self.current].encrypt(nonce, key, article_id.encode())

    def unwrap(self, article_id: str, master: str, wrapped: bytes) -> bytes:
        """The data key. Raises `ServiceUnavailable` where the master key that wrapped it is not at hand, `Damaged`
        where it was changed."""
        cipher = self._by_name.get(master)
        if cipher is None:
            have = ", ".join(sorted(self._by_name)) or "none"
            raise ServiceUnavailable(
                f"the key of article {article_id} is wrapped by master key {master}, and at hand is {have}; "
                "set COUNTERCLAIM_MASTER_KEY (or COUNTERCLAIM_FORMER_MASTER_KEYS) to the one it was stored under"
            )
        try:
            return cipher.decrypt(wrapped[:NONCE], wrapped[NONCE:], article_id.encode())
        except InvalidTag as error:
            raise Damaged(f"the stored key of article {article_id} was changed; restore it") from error

    def cipher(self, article_id: str, master: str, wrapped: bytes) -> AESGCM:
        """The data key, ready for use; raises as `unwrap` does."""
        return AESGCM(self.unwrap(article_id, master, wrapped))
