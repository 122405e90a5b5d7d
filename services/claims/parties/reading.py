"""What words say about whom somebody speaks for, and what is asked of the rest of the article to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from services.claims.parties.gazetteer import Party


@dataclass(frozen=True, slots=True)
class Reading:
    """A party (None: speaks for no side) and how surely the words say so: 4 a campaign, 3 a body the speaker acts for,
    2 an office or party, 1 an office without a name."""

    party: Party | None
    weight: float


class Finder(Protocol):
    """What the rest of the article tells about the names and descriptions in a title."""

    def owner(self, name: str) -> Party | None:
        """The party that a name stands for: of a body, of a state or of a person of the article."""
        ...

    def described(self, words: str) -> Party | None:
        """The party that a definite description ("the alliance", "its", "campaign") stands for."""
        ...

    def local(self, *, royal: bool = False) -> Party | None:
        """The state whose offices are meant where none is named; `royal`: one with ministers, chancellors or kings."""
        ...
