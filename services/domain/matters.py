"""Which matter a finding belongs to: a fold over findings in the order of the log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from services.domain.contradiction import Finding
from services.domain.identity import derived_id


@dataclass(frozen=True, slots=True, order=True)
class Matter:
    """A question at issue, ordered by age: `position` of the event that opened it, `ordinal` of the finding in it."""

    position: int
    ordinal: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A claim came to a matter at a position."""

    claim: str
    matter: str
    position: int


@dataclass(frozen=True, slots=True)
class Merged:
    """A matter went into an older one at a position."""

    matter: str
    into: str
    position: int


@dataclass(slots=True)
class MatterBook:
    """Open matters and their claims, and what changed: `opened`, `joined`, `merged`, in order.

    A finding joins the matter of either claim, or opens one. Where its claims belong to two, the younger goes into the
    older.
    """

    matters: dict[str, Matter] = field(default_factory=dict)
    matter_of: dict[str, str] = field(default_factory=dict)
    opened: list[Matter] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    _members: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def know(self, matter: Matter, claims: Iterable[str]) -> None:
        """Take in what earlier events made."""
        self.matters[matter.id] = matter
        for claim in claims:
            self._put(claim, matter.id)

    def add(self, finding: Finding, position: int, ordinal: int) -> str:
        """The id of the matter that `finding` belongs to now."""
        touched = sorted({self.matters[self.matter_of[c]] for c in (finding.a, finding.b) if c in self.matter_of})
        if touched:
            matter = touched[0]
        else:
            matter = Matter(position, ordinal, derived_id("matter", (finding.id,)), finding.matter)
            self.matters[matter.id] = matter
            self.opened.append(matter)
        for younger in touched[1:]:
            self._merge(younger, matter, position)
        for claim in (finding.a, finding.b):
            if claim not in self.matter_of:
                self._join(claim, matter.id, position)
        return matter.id

    def _merge(self, younger: Matter, older: Matter, position: int) -> None:
        self.merged.append(Merged(younger.id, older.id, position))
        for claim in self._members.pop(younger.id, []):
            self._join(claim, older.id, position)
        del self.matters[younger.id]

    def _join(self, claim: str, matter: str, position: int) -> None:
        self.joined.append(Joined(claim, matter, position))
        self._put(claim, matter)

    def _put(self, claim: str, matter: str) -> None:
        self.matter_of[claim] = matter
        self._members[matter].append(claim)
