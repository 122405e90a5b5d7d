"""Finds the earlier article whose text a new one prints, through shared bands of their minhash signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from sqlalchemy import BigInteger, Column, Connection, Integer, Text, any_, func, insert, select, type_coerce
from sqlalchemy.types import NullType

from db import binary
from db.engine import BINARY
from db.projections.columns import given_array, slices
from db.projections.tables import articles, bands
from services.domain.article import Article
from services.domain.syndication import SAME_TEXT, similarity
from services.domain.syndication import bands as bands_of

_NEAR = (
    select(bands.c.key, bands.c.article_id).where(bands.c.key == any_(given_array("keys", BigInteger)))
    .execution_options(**{BINARY: True})
)
_PRINTS = (
    select(articles.c.id, articles.c.position, type_coerce(articles.c.minhash, NullType()), articles.c.syndication)
    .where(articles.c.id == any_(given_array("ids", Text))).execution_options(**{BINARY: True})
)
_ROWS = func.unnest(
    given_array("ids", Text), given_array("keys_from", Integer), given_array("keys_upto", Integer)
).table_valued(Column("id", Text), Column("begin", Integer), Column("upto", Integer), name="given").render_derived()
_STORE = insert(bands).from_select(["key", "article_id"], select(
    func.unnest(given_array("keys", BigInteger)[_ROWS.c.begin:_ROWS.c.upto]), _ROWS.c.id
))


@dataclass(frozen=True, slots=True)
class _Print:
    article_id: str
    position: int
    minhash: tuple[int, ...]
    group: str


class Syndication:
    """Groups of articles that print one text, as `incoming` ones need them; named by their first article.

    Of articles with the same signature only the first has bands: the others are as similar to any, and later.
    """

    def __init__(self, connection: Connection, incoming: Sequence[Article]) -> None:
        self._keys = {article.id: bands_of(article.minhash) for article in incoming}
        self._new: dict[str, list[int]] = {}
        self._by_band: dict[int, list[_Print]] = {}
        wanted = binary.bigints(list(chain.from_iterable(self._keys.values())))
        pairs = connection.execute(_NEAR, {"keys": wanted}).all()
        if pairs:
            ids = {article_id for _, article_id in pairs}
            rows = connection.execute(_PRINTS, {"ids": binary.texts(sorted(ids))})
            prints = {id_: _Print(id_, position, tuple(minhash), group) for id_, position, minhash, group in rows}
            for key, article_id in pairs:
                self._by_band.setdefault(key, []).append(prints[article_id])

    def place(self, article: Article, position: int) -> str:
        """The group of `article`, the next in the log; its own id where it is the first of its text."""
        keys = self._keys[article.id]
        shared = self._by_band.keys() & keys
        near = {p.article_id: p for key in shared for p in self._by_band[key]} if shared else {}
        near.pop(article.id, None)
        ranked = [(-similarity(article.minhash, p.minhash), p.position, p) for p in near.values()]
        group, nearest = article.id, min(ranked, default=None, key=itemgetter(0, 1))
        if nearest is not None and -nearest[0] >= SAME_TEXT:
            group = nearest[2].group
            if nearest[2].minhash == article.minhash:
                return group
        self._new[article.id] = keys
        mine = [_Print(article.id, position, article.minhash, group)]
        self._by_band |= {**dict.fromkeys(keys, mine), **{key: self._by_band[key] + mine for key in shared}}
        return group

    def store(self, connection: Connection) -> None:
        """Store the bands by which the articles that come later find these."""
        if self._new:
            connection.execute(_STORE, {
                "ids": binary.texts(list(self._new)), **slices("keys", BigInteger(), list(self._new.values())),
            })
