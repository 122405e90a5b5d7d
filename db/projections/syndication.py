"""Finds the earlier article whose text a new one prints, through shared bands of their minhash signatures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, Connection, Text, any_, func, insert, select

from db import binary
from db.projections.page import given_array
from db.projections.tables import articles, bands
from services.domain.article import Article
from services.domain.syndication import SAME_TEXT, similarity
from services.domain.syndication import bands as bands_of

_NEAR = (
    select(bands.c.key, articles.c.id, articles.c.position, articles.c.minhash, articles.c.syndication)
    .join(articles, articles.c.id == bands.c.article_id)
    .where(bands.c.key == any_(given_array("keys", BigInteger)))
)
_STORE = insert(bands).from_select(
    ["key", "article_id"],
    select(func.unnest(given_array("keys", BigInteger)), func.unnest(given_array("ids", Text))),
)


@dataclass(frozen=True, slots=True)
class _Print:
    article_id: str
    position: int
    minhash: tuple[int, ...]
    group: str


class Syndication:
    """Groups of articles that print one text, as `incoming` ones need them; named by their first article."""

    def __init__(self, connection: Connection, incoming: Sequence[Article]) -> None:
        self._by_band: defaultdict[int, list[_Print]] = defaultdict(list)
        self._keys = {article.id: bands_of(article.minhash) for article in incoming}
        wanted = {key for keys in self._keys.values() for key in keys}
        for row in connection.execute(_NEAR, {"keys": binary.bigints(sorted(wanted))}):
            self._by_band[row.key].append(_Print(row.id, row.position, tuple(row.minhash), row.syndication))

    def place(self, article: Article, position: int) -> str:
        """The group of `article`, the next in the log; its own id where it is the first of its text."""
        keys = self._keys[article.id]
        near = {print_ for key in keys for print_ in self._by_band[key]}
        ranked = sorted(
            (-similarity(article.minhash, p.minhash), p.position, p.group) for p in near if p.article_id != article.id
        )
        group = ranked[0][2] if ranked and -ranked[0][0] >= SAME_TEXT else article.id
        mine = _Print(article.id, position, article.minhash, group)
        for key in keys:
            self._by_band[key].append(mine)
        return group

    def store(self, connection: Connection) -> None:
        """Store the bands by which the articles that come later find these."""
        pairs = [(key, article_id) for article_id, keys in self._keys.items() for key in set(keys)]
        connection.execute(_STORE, {
            "keys": binary.bigints([key for key, _ in pairs]), "ids": binary.texts([id_ for _, id_ in pairs]),
        })
