"""A place in an article: what the names and descriptions in a title there stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.claims.document import ents_of
from services.claims.lexicon import words
from services.claims.parties.following import campaign
from services.claims.parties.gazetteer import Party, gazetteer
from services.claims.parties.known import known
from services.claims.parties.naming import body_party
from services.claims.speakers import gender

if TYPE_CHECKING:
    from services.claims.parties.reader import Reader

NEAR = 500
"""How many characters before "a spokesman" the body may be named."""
KINDS = {
    "alliance": "alliance",
    "operation": "alliance",
    "mission": "alliance",
    "coalition": "alliance",
    "bloc": "international organisation",
    "movement": "armed movement",
    "rebel": "armed movement",
    "rebels": "armed movement",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the article, as `reading.Finder` asks about it."""

    reader: Reader
    at: int

    def owner(self, name: str) -> Party | None:
        """The party that a name stands for: of a body, of a state or of a person of the article."""
        bare_name = re.sub(r" [Cc]ampaign$", "", name.removeprefix("the "))
        person = self.reader.cast.person(bare_name)
        if person and (party := self.reader.of_person(person, person.name)[0]) and party.kind == "campaign":
            return party
        found = gazetteer().find(name) or gazetteer().state(name) or gazetteer().region(name)
        if found:
            return found
        party = known(bare_name, self.reader.day)
        if party and party.kind == "campaign":
            return party
        if person and bare_name != name:
            return campaign(person.last)
        return self.reader.of_person(person, person.name)[0] if person else None

    def described(self, said_: str) -> Party | None:
        """The party that a word like "alliance", "its" or "campaign" means here."""
        if said_.lower().endswith("campaign"):
            return self._campaign(gender.of_pronoun(said_.split()[0]))
        if said_ == "party":
            return self._party()
        if said_ == "medium":
            return self._medium()
        if said_ == "employer":
            return self._employer()
        if said_ == "convention":
            return self.reader.convention()
        if said_.lower() in ("its", "their"):
            return self.reader.topics.before(self.at)
        parts = [w.strip(".,'’").removesuffix("'s").removesuffix("’s") for w in said_.lower().split()]
        kind = next((k for w, k in KINDS.items() if w in parts), None)
        if kind is None:
            return self._body(parts)
        named = [
            (abs(e.start_char - self.at), p)
            for e in ents_of(self.reader.doc)
            if (p := gazetteer().find(e.text)) and p.kind == kind
        ]
        return min(named, key=lambda x: x[0])[1] if named else None

    def _party(self) -> Party | None:
        """The party that the article named last before."""
        found = [(p[0], b.party) for b in self.reader.bodies.listed if b.party and (p := b.before(self.at))]
        placed = [x for x in found if x[1].kind == "party"]
        return max(placed, key=lambda x: x[0])[1] if placed else None

    def _medium(self) -> Party | None:
        """The medium named nearest, within a sentence or two."""
        placed = [(abs(p[0] - self.at), b.party) for b in self.reader.bodies.listed for p in b.places if b.party]
        near = [x for x in placed if x[1].kind == "media" and x[0] < NEAR / 2]
        return min(near, key=lambda x: x[0])[1] if near else None

    def _employer(self) -> Party | None:
        """The body named last before, no medium: whose spokesman "a spokesman" is."""
        placed = [(p[0], b) for b in self.reader.bodies.listed if (p := b.before(self.at)) and self.at - p[0] < NEAR]
        fits = [x for x in placed if x[1].label == "ORG" and not x[1].person]
        fits = [x for x in fits if x[1].party is None or x[1].party.kind not in ("media", "party")]
        body = max(fits, key=lambda x: x[0])[1] if fits else None
        return (body.party or body_party(body.name)) if body else None

    def _body(self, parts: list[str]) -> Party | None:
        """The body that "the union" means."""
        noun = next((w for w in parts if w in words("roles", "employers")), None)
        body = self.reader.bodies.meant(noun, self.at) if noun and parts[0] in ("the", noun) else None
        return body.party or body_party(body.name) if body else None

    def _campaign(self, wanted: str | None) -> Party | None:
        """The campaign of the candidate named last before this place."""
        best: tuple[int, Party] | None = None
        for p in self.reader.cast.persons:
            m = p.before(self.at)
            if m is None or p.name in self.reader.asked or (wanted and p.gender not in (wanted, None)):
                continue
            party = known(p.name, self.reader.day) or (self.reader.campaigning(p.name) or (None, None))[0]
            runs = party is not None and party.name == f"{p.last} campaign"
            if party and runs and (best is None or m.span[0] > best[0]):
                best = m.span[0], party
        return best[1] if best else None

    def local(self, *, royal: bool = False) -> Party | None:
        """The state whose offices are meant here: of the text right before, of the dateline, of the whole article."""
        r = self.reader
        home = r.home if r.home and not (royal and r.home.state.name == "United States") else None
        if home and home.sure:
            return home.state
        near = r.topics.before(self.at) or r.topics.opening(self.at)
        return near or (home.state if home else r.topics.most(but="United States") if royal else None)
