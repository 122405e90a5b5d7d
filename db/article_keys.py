"""The data keys of articles: one each, wrapped by a master key; a destroyed one leaves an empty row behind."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, text

from db import binary
from db.master_keys import Broken, Cipher, MasterKeys
from services.domain.errors import Damaged, ServiceUnavailable

Row = tuple[str, str, bytes]
"""Article, name of the master key, wrapped key."""

_READ = text("SELECT article_id, master, wrapped FROM article_keys WHERE article_id = ANY(:ids)")
_ADD = text("""
    INSERT INTO article_keys (article_id, master, wrapped)
    SELECT * FROM unnest(CAST(:ids AS text[]), CAST(:masters AS text[]), CAST(:wrapped AS bytea[]))
    ON CONFLICT (article_id) DO NOTHING
""")
_DESTROY = text("""
    INSERT INTO article_keys (article_id, master, wrapped) SELECT unnest(CAST(:ids AS text[])), NULL, NULL
    ON CONFLICT (article_id) DO UPDATE SET master = NULL, wrapped = NULL
""")
_MASTERS = text("SELECT master, count(*) FROM article_keys WHERE wrapped IS NOT NULL GROUP BY master ORDER BY master")
_FOREIGN = text("""
    SELECT article_id, master, wrapped FROM article_keys
    WHERE wrapped IS NOT NULL AND master <> :master ORDER BY article_id LIMIT :limit FOR UPDATE
""")
_REWRAP = text("""
    UPDATE article_keys k SET master = :master, wrapped = n.wrapped
    FROM unnest(CAST(:ids AS text[]), CAST(:wrapped AS bytea[])) AS n (article_id, wrapped)
    WHERE k.article_id = n.article_id
""")


def masters_of(connection: Connection) -> MasterKeys:
    """The master keys that the connection's engine was made with: see `db.engine.connect`."""
    masters: MasterKeys = connection.get_execution_options().get("master_keys") or MasterKeys(None)
    return masters


def new(masters: MasterKeys, article_id: str) -> tuple[Cipher, Row]:
    """A fresh data key for an article, and the row to store."""
    key = os.urandom(32)
    return AESGCM(key), (article_id, masters.current, masters.wrap(article_id, key))


def read(connection: Connection, article_ids: Collection[str]) -> dict[str, Cipher | None]:
    """Data keys by article: None where destroyed, absent where there never was one."""
    if not article_ids:
        return {}
    masters, rows = masters_of(connection), connection.execute(_READ, {"ids": binary.texts(list(article_ids))})
    return {id_: opened(masters, id_, master, key) for id_, master, key in rows}


def opened(masters: MasterKeys, article_id: str, master: str | None, wrapped: bytes | None) -> Cipher | None:
    """The data key in a row: None where there is none or it was destroyed; one that opens nothing where it was damaged.
    """
    if master is None or wrapped is None:
        return None
    try:
        return masters.cipher(article_id, master, wrapped)
    except Damaged:
        return Broken()


def obtain(connection: Connection, article_ids: Collection[str]) -> dict[str, Cipher | None]:
    """Data keys by article, made for those that have none; None where destroyed."""
    found = read(connection, article_ids)
    if missing := [id_ for id_ in article_ids if id_ not in found]:
        masters = masters_of(connection)
        add(connection, [new(masters, id_)[1] for id_ in missing])
        found |= read(connection, missing)
    return found


def add(connection: Connection, rows: Iterable[Row]) -> None:
    """Store new keys; of two that store one at once the first wins."""
    ids, masters, wrapped = zip(*sorted(rows), strict=True)
    connection.execute(_ADD, {"ids": list(ids), "masters": list(masters), "wrapped": list(wrapped)})


def destroy(connection: Connection, article_ids: Collection[str]) -> None:
    """Destroy the keys of these articles, and keep them from ever getting new ones."""
    connection.execute(_DESTROY, {"ids": sorted(article_ids)})


def masters_in_use(connection: Connection) -> dict[str, int]:
    """How many keys each master key wraps, by its name."""
    return {row[0]: row[1] for row in connection.execute(_MASTERS)}


def rewrap(connection: Connection, *, limit: int = 1000) -> int:
    """Wrap keys that former master keys wrapped by the current one, at most `limit`; how many.

    Raises `ServiceUnavailable` where a former one is not at hand.
    """
    masters = masters_of(connection)
    rows = connection.execute(_FOREIGN, {"master": masters.current, "limit": limit}).all()
    wrapped = [masters.wrap(row[0], masters.unwrap(row[0], row[1], bytes(row[2]))) for row in rows]
    if rows:
        ids = [row[0] for row in rows]
        connection.execute(_REWRAP, {"master": masters.current, "ids": ids, "wrapped": wrapped})
    return len(rows)


def verify(connection: Connection) -> int:
    """How many keys there are. Raises `ServiceUnavailable` where not all can be unwrapped by the keys at hand."""
    masters, used = masters_of(connection), masters_in_use(connection)
    if foreign := {name: count for name, count in used.items() if name not in masters.known}:
        name, count = next(iter(foreign.items()))
        raise ServiceUnavailable(
            f"{count} articles are stored under master key {name}, which is not at hand; "
            "set COUNTERCLAIM_MASTER_KEY to the one they were stored under, or put it back as master.key in "
            "COUNTERCLAIM_HOME; without it nobody can read them"
        )
    return sum(used.values())
