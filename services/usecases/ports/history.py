"""What stored articles tell a use case, and what makes their words unreadable."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.domain.affiliation import Affiliation
from services.domain.claim import Claim


@dataclass(frozen=True, slots=True)
class Opponent:
    """A stored claim that a new one may meet: how alike they are (see `services.domain.placing.Likeness`), and the
    matter that it is in as far as is known."""

    claim: Claim
    likeness: float
    matter: str | None


class Candidates(Protocol):
    """Finds stored claims that may meet an article's on the same matter."""

    def opponents(self, before: int, limit: int) -> Mapping[str, Sequence[Opponent]]:
        """For each claim that came in at position `before`, by its id: claims of other parties, and some of the same
        party, that came in earlier or stand earlier in the same article; superseded claims and copies left out, the
        same words of one party once; best first, at most `limit`. Copies have none."""
        ...


class Affiliations(Protocol):
    """What earlier articles told of whom persons speak for."""

    def known(self, surnames: Iterable[str], *, on: str, article_id: str) -> list[Affiliation]:
        """The latest affiliation, as of the ISO day `on`, of each person with one of `surnames`, the article's own
        left out."""
        ...


class Erasure(Protocol):
    """Makes the words of articles unreadable."""

    def compare_again(self, article_ids: Collection[str]) -> tuple[str, ...]:
        """Articles to be compared anew once these are gone: others that print the same text, and, where there are such,
        those that were found to meet it."""
        ...

    def erase(self, article_ids: Collection[str]) -> None:
        """Destroy the keys of these articles, end their jobs, and remove errors that quote them."""
        ...
