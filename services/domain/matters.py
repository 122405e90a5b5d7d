"""Matters: which question at issue each claim belongs to, folded in the order of the log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from services.domain.contradiction import Finding, Relation
from services.domain.identity import derived_id
from services.domain.placing import Placing


class Naming(IntEnum):
    """Who or what a title comes from; one of a higher rank replaces one of a lower, and only an analyst's another of
    its own rank."""

    CLAIM = 0
    PAIR = 1
    CONTRADICTION = 2
    ANALYST = 3


@dataclass(frozen=True, slots=True, order=True)
class Matter:
    """A question at issue, ordered by age: `position` of the event that opened it, `ordinal` within that event.

    `settled` is false as long as it stands for a claim that others were put beside before its own event came in.
    `told` are the ids of the claims whose words the title tells, where it was made of claims or repeats them.
    """

    position: int
    ordinal: int
    id: str
    title: str
    naming: Naming = Naming.CLAIM
    settled: bool = True
    told: tuple[str, ...] = ()


@dataclass(slots=True)
class Joined:
    """A claim came to a matter at a position, and left it at `superseded`."""

    claim: str
    matter: str
    position: int
    superseded: int | None = None


@dataclass(slots=True)
class Titled:
    """A matter was called so from a position on, until `superseded`."""

    matter: str
    title: str
    naming: Naming
    position: int
    superseded: int | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A matter went into another at a position."""

    matter: str
    into: str
    position: int


def matter_id(claim: str) -> str:
    """The id of the matter that a claim opens."""
    return derived_id("matter", (claim,))


def _claims(placing: Placing) -> tuple[str, ...]:
    return (placing.claim, placing.beside) if placing.beside else (placing.claim,)


@dataclass(slots=True)
class MatterBook:
    """Open matters and their claims, and what changed since they were made known.

    Claims come one by one, each beside another or alone, as was decided when it was compared (by
    `services.domain.placing`) and stands in the event. Two matters become one only where an analyst says so, or where a
    claim that others were put beside turns out to belong beside yet another.
    """

    matters: dict[str, Matter] = field(default_factory=dict)
    matter_of: dict[str, str] = field(default_factory=dict)
    opened: list[Matter] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    titled: list[Titled] = field(default_factory=list)
    untitled: dict[str, int] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    _members: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _rows: dict[str, Joined] = field(default_factory=dict)
    _names: dict[str, Titled] = field(default_factory=dict)
    _event: tuple[int, int] = (0, 0)

    def know(self, matter: Matter, claims: Iterable[str]) -> None:
        """Take in what earlier events made."""
        self.matters[matter.id] = matter
        for claim in claims:
            self._put(claim, matter.id)

    def place(self, placing: Placing, position: int) -> None:
        """Put a claim into the matter of the claim that it was found to lie beside, or let it open one."""
        if placing.claim in self.matter_of:
            self._settle(placing, position)
            return
        if placing.beside is None:
            self._open(placing.claim, position, placing.title, _claims(placing))
            return
        if placing.beside not in self.matter_of:
            self._open(placing.beside, position, placing.title, _claims(placing), settled=False)
        matter = self.matter_of[placing.beside]
        self._join(placing.claim, matter, position)
        self._name(matter, placing.title, Naming.PAIR, position, _claims(placing))

    def meet(self, finding: Finding, position: int) -> None:
        """Claims that no event has placed go where they met others; a contradiction within a matter names it."""
        homes = [self.matter_of[c] for c in (finding.a, finding.b) if c in self.matter_of]
        home = homes[0] if homes else self._open(finding.a, position, finding.matter, (finding.a, finding.b))
        for claim in (finding.a, finding.b):
            if claim not in self.matter_of:
                self._join(claim, home, position)
        home = self.matter_of[finding.a]
        if finding.comparison.relation is Relation.CONTRADICTION and self.matter_of[finding.b] == home:
            self._name(home, finding.matter, Naming.CONTRADICTION, position, (finding.a, finding.b))

    def merge(self, matter: str, into: str, position: int) -> None:
        """All of a matter's claims go into another; nothing where either is gone."""
        if matter == into or matter not in self.matters or into not in self.matters:
            return
        self.merged.append(Merged(matter, into, position))
        for claim in list(self._members[matter]):
            self._move(claim, into, position)
        del self.matters[matter]

    def split(
        self, matter: str, claims: Sequence[str], into: str, title: str, position: int, quoted: tuple[str, ...] = ()
    ) -> None:
        """These claims of a matter go into a new one; those that are not in it stay where they are. The title tells the
        words of `quoted`."""
        gone = [claim for claim in claims if self.matter_of.get(claim) == matter]
        if not gone:
            return
        self._make(into, position, title, Naming.ANALYST, quoted)
        for claim in gone:
            self._move(claim, into, position)

    def rename(self, matter: str, title: str, position: int, quoted: tuple[str, ...] = ()) -> None:
        """The matter is called so from now on; the title tells the words of `quoted`."""
        self._name(matter, title, Naming.ANALYST, position, quoted)

    def _settle(self, placing: Placing, position: int) -> None:
        own = self.matters.get(matter_id(placing.claim))
        if own is None or own.settled or self.matter_of[placing.claim] != own.id:
            return
        self.matters[own.id] = own = replace(own, settled=True)
        self.settled.add(own.id)
        other = self.matters.get(self.matter_of.get(placing.beside or "", ""))
        if other is not None and other.id != own.id:
            older, younger = sorted((own, other))
            self.merge(younger.id, older.id, position)

    def _open(
        self, claim: str, position: int, title: str, told: tuple[str, ...], *, settled: bool = True
    ) -> str:
        made = self._make(matter_id(claim), position, title, Naming.CLAIM, told, settled=settled)
        self._join(claim, made, position)
        return made

    def _make(
        self, number: str, position: int, title: str, naming: Naming, told: tuple[str, ...] = (), *,
        settled: bool = True,
    ) -> str:
        last, ordinal = self._event
        self._event = (position, ordinal + 1 if position == last else 0)
        matter = Matter(position, self._event[1], number, title, naming, settled, told)
        self.matters[number] = matter
        self.opened.append(matter)
        self._call(matter, position)
        return number

    def _name(
        self, number: str, title: str, naming: Naming, position: int, told: tuple[str, ...] = ()
    ) -> None:
        matter = self.matters.get(number)
        higher = matter and (naming > matter.naming or naming is matter.naming is Naming.ANALYST)
        if matter and higher:
            self.matters[number] = named = replace(matter, title=title, naming=naming, told=told)
            self._call(named, position)

    def _call(self, matter: Matter, position: int) -> None:
        before = self._names.get(matter.id)
        if before is None:
            self.untitled.setdefault(matter.id, position)
        elif before.position == position:
            self.titled.remove(before)
        else:
            before.superseded = position
        self._names[matter.id] = Titled(
            matter.id, matter.title, matter.naming, position, claims=matter.told
        )
        self.titled.append(self._names[matter.id])

    def _move(self, claim: str, matter: str, position: int) -> None:
        self._members[self.matter_of[claim]].remove(claim)
        row = self._rows.get(claim)
        if row is None:
            self.left[claim] = position
        elif row.position == position:
            self.joined.remove(row)
        else:
            row.superseded = position
        self._join(claim, matter, position)

    def _join(self, claim: str, matter: str, position: int) -> None:
        self._rows[claim] = Joined(claim, matter, position)
        self.joined.append(self._rows[claim])
        self._put(claim, matter)

    def _put(self, claim: str, matter: str) -> None:
        self.matter_of[claim] = matter
        self._members[matter].append(claim)
