"""The parties that a speaker may speak for: what the rules read, none, and those that the text puts near."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from services.claims.document import ents_of, sentence_of, text_of, tokens_at
from services.claims.parties.following import campaign
from services.claims.parties.gazetteer import Party, gazetteer
from services.claims.parties.known import known
from services.claims.parties.naming import american, body_party
from services.claims.parties.reader import Found, Reader
from services.claims.parties.wording import bare
from services.claims.speakers.cast import Person
from services.domain.claim import Attribution, SpeakerKind

Candidate = tuple[Party | None, str, float]
"""A party (None: no side), how it came up, and how near it stands."""
_SIDE = re.compile(r"\b(Democrat|Republican|GOP)")


@dataclass(slots=True)
class Candidates:
    """Finds them in one article."""

    reader: Reader
    runners: list[tuple[Person, Party]] = field(init=False)
    """Persons of the article who have a campaign."""
    called: dict[Party, set[str]] = field(default_factory=dict)
    """The words by which bodies came up."""
    sides: list[tuple[int, bool]] = field(init=False)
    """Where the article names one of the two great American parties, and whether it is the Democrats."""

    def __post_init__(self) -> None:
        text = text_of(self.reader.doc)
        self.sides = [(m.start(), m[1] == "Democrat") for m in _SIDE.finditer(text)]
        self.runners = []
        for p in self.reader.cast.persons:
            own = campaign(p.last)
            if known(p.name, self.reader.day) == own or f"{p.last} campaign" in text:
                self.runners.append((p, own))

    def of(self, a: Attribution, person: Person | None, found: Found) -> Iterator[Candidate]:
        """Those of one attribution, the rules' answer first; one may come up more than once."""
        at = _place(a, person)
        yield found[0], "rule", 1.0
        yield None, "none", 1.0
        counts = Counter(democratic for _, democratic in self.sides)
        near = [democratic for place, democratic in self.sides if at - 300 <= place < at + 300]
        for democratic in (True, False):
            share = (counts[democratic] + 1) / (counts.total() + 2)
            yield american(democratic), "side", share + (near.count(democratic) - near.count(not democratic)) / 4
        placed = sorted((abs(m.span[0] - at), i) for i, (p, _) in enumerate(self.runners) if (m := p.before(at)))
        for n, (distance, i) in enumerate(placed[:2]):
            yield self.runners[i][1], f"runner {n}", math.exp(-distance / 300)
        often = max(self.runners, key=lambda r: len(r[0].mentions), default=None)
        if often:
            yield often[1], "runner of most", len(often[0].mentions) / 20
        if self.reader.home:
            yield self.reader.home.state, "home", 1.0
        yield from self._bodies(a, person, at)

    def _bodies(self, a: Attribution, person: Person | None, at: int) -> Iterator[Candidate]:
        """Bodies named in the sentence that introduces the speaker, and a group as a side of its own."""
        tokens = tokens_at(self.reader.doc, (at, at + 1))
        if person is not None and len(tokens):
            sentence = sentence_of(tokens[0])
            named = (e for e in ents_of(self.reader.doc) if e.label_ in ("ORG", "WORK_OF_ART"))
            orgs = [e for e in named if sentence.start <= e.start < sentence.end]
            for n, e in enumerate(sorted(orgs, key=lambda e: abs(e.start_char - at))[:3]):
                party = gazetteer().find(e.text) or body_party(self.reader.bodies.full(bare(e.text)))
                if party.kind in ("media", "organisation"):
                    self.called.setdefault(party, set()).add(e.text)
                    yield party, f"body {n}", math.exp(-abs(e.start_char - at) / 40)
        if person is None and a.speaker and a.speaker_kind in (SpeakerKind.GROUP, SpeakerKind.UNNAMED):
            yield body_party(a.speaker), "itself", 1.0
        outlet = gazetteer().find(self.reader.doc._.outlet) if self.reader.doc._.outlet else None
        if outlet:
            yield outlet, "outlet", 1.0


def _place(a: Attribution, person: Person | None) -> int:
    """Where the speaker is named first, else where the attribution begins."""
    if person is not None and person.mentions:
        return person.mentions[0].span[0]
    return a.source[0] if a.source else a.content[0][0]
