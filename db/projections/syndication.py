"""Finds the earlier article whose text a new one prints, through shared bands of their minhash signatures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ARRAY, BigInteger, Connection, any_, literal, select

from db.projections.tables import articles, bands
from services.domain.article import Article
from services.domain.syndication import SAME_TEXT, similarity
from services.domain.syndication import bands as bands_of


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
        wanted = {key for article in incoming for key in bands_of(article.minhash)}
        query = (
            select(bands.c.key, articles.c.id, articles.c.position, articles.c.minhash, articles.c.syndication)
            .join(articles, articles.c.id == bands.c.article_id)
            .where(bands.c.key == any_(literal(sorted(wanted), ARRAY(BigInteger))))
        )
        for row in connection.execute(query):
            self._by_band[row.key].append(_Print(row.id, row.position, tuple(row.minhash), row.syndication))

    def place(self, article: Article, position: int) -> str:
        """The group of `article`, the next in the log; its own id where it is the first of its text."""
        keys = bands_of(article.minhash)
        near = {print_ for key in keys for print_ in self._by_band[key]}
        ranked = sorted(
            (-similarity(article.minhash, p.minhash), p.position, p.group) for p in near if p.article_id != article.id
        )
        group = ranked[0][2] if ranked and -ranked[0][0] >= SAME_TEXT else article.id
        mine = _Print(article.id, position, article.minhash, group)
        for key in keys:
            self._by_band[key].append(mine)
        return group
