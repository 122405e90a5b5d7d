"""What earlier articles told of whom the persons of a new one speak for."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text

from services.domain.affiliation import Affiliation

_KNOWN = text("""
    SELECT DISTINCT ON (speaker) speaker, party, party_kind, words, read_on FROM projections.affiliations
    WHERE surname = ANY(:surnames) AND read_on <= :on AND superseded IS NULL AND article_id <> :article_id
    ORDER BY speaker, read_on DESC, position DESC, party
""")


class SqlAffiliations:
    """Implements `services.usecases.ports.Affiliations`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, surnames: Iterable[str], *, on: str, article_id: str) -> list[Affiliation]:
        """The latest affiliation, as of the ISO day `on`, of each person with one of `surnames` (as
        `services.domain.affiliation.surname` gives them), the article's own left out."""
        values = {"surnames": sorted(surnames), "on": on, "article_id": article_id}
        return [Affiliation(*row) for row in self._connection.execute(_KNOWN, values)]
