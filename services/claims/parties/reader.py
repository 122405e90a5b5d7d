"""Finds parties within one article: of persons by what is said of them, of bodies by their names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc

from services.claims.document import ents_of, text_of
from services.claims.lexicon import table, words
from services.claims.parties.affiliation import readings
from services.claims.parties.following import BACKS, NEAR, SUPPORTED, SUPPORTS, campaign, follows
from services.claims.parties.gazetteer import Party, gazetteer
from services.claims.parties.home import Home, Topics
from services.claims.parties.known import ends, known, side
from services.claims.parties.naming import body_party, body_state, state_in
from services.claims.parties.place import Place
from services.claims.parties.wording import bare, plain_words, present, said
from services.claims.speakers.bodies import Bodies
from services.claims.speakers.cast import Cast, Person
from services.claims.speakers.mentions import Mention
from services.domain.affiliation import Affiliation
from services.domain.claim import Span

Found = tuple[Party | None, Span | None]
_CONVENTION = re.compile(
    r"\b(Democratic|Democrats|DNC|Republican|Republicans|RNC|GOP)\b(?=[^.\n]{0,40}\b[Cc]onvention)"
)
RALLY = 2
"""How often an article must name a convention for officeholders of that party to speak for the party there."""


@dataclass(slots=True)
class Reader:
    """What an article says of whom its speakers speak for; answers are kept by name."""

    doc: Doc
    cast: Cast
    home: Home | None
    topics: Topics
    bodies: Bodies
    day: date | None
    told: dict[tuple[str, str], Party] = field(default_factory=dict)
    """What earlier articles told, by first and last name."""
    persons: dict[str, Found] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Persons being looked up: titles that name each other must not go round."""

    def of_person(self, person: Person | None, name: str) -> Found:
        """Whom a person speaks for, with the words that say so."""
        if name in self.persons:
            return self.persons[name]
        if name in self.asked:
            return known(name, self.day), None
        self.asked.append(name)
        found = self._of_person(person, name)
        self.asked.remove(name)
        self.persons[name] = found
        return found

    def _of_person(self, person: Person | None, name: str) -> Found:
        """What the text says, strongest words first; then a campaign it tells of; then who is known to hold an
        office; then a public office without a state's name."""
        party = known(name, self.day)
        if party and party.name == f"{name.split()[-1]} campaign":
            return party, None
        best: tuple[float, Party | None, Span | None] = (0, None, None)
        for m in person.mentions if person else ():
            for text, span in ((m.before, m.before_span), (m.after, m.after_span), self._does(m)):
                if not text:
                    continue
                for r in readings(text, person.last if person else None, Place(self, m.span[0])):
                    if r.weight > best[0]:
                        best = r.weight, r.party, span
        if best[0] == NEAR and party and party.kind == "campaign":
            return party, None
        if best[0] >= 3:
            return best[1], best[2]
        employer = self._employer(person) if best[0] < 2 or best[0] in (SUPPORTED, SUPPORTS) else None
        if employer and (best[0] < 2 or (employer[0] and employer[0].kind in ("organisation", "media"))):
            return employer
        if best[0] >= SUPPORTS:
            return best[1], best[2]
        rally = side(name, self.day) if best[1] is None or best[1].kind == "state" else None
        if rally and rally == self.convention(least=RALLY):
            return rally, None
        told = self.told.get(ends(name))
        if told and (best[0] < 2 or told.kind == "campaign"):
            return told, None
        if party and (best[0] < 2 or party.kind != "state"):
            return party, None
        return self.campaigning(name) or (best[1], best[2])

    def _does(self, m: Mention) -> tuple[str, Span | None]:
        """What a mention's sentence says right behind the name of a candidate backed, as a clause: "is backing Jane
        Doe"."""
        found = BACKS.match(text_of(self.doc), m.span[1])
        return (f"who {found['does']}", found.span("does")) if found else ("", None)

    def _employer(self, person: Person | None) -> Found | None:
        """An organisation among the titles of someone who acts for it: "Acme chief executive Jane Doe"."""
        acts = words("roles", "heads") | words("roles", "spokes") | words("roles", "media_roles")
        no = words("roles", "former") | words("roles", "expert")
        roles = words("roles", "office") | words("roles", "heads") | words("roles", "portfolios")
        for m in person.mentions if person else ():
            for text, span in ((m.before, m.before_span), (m.after, m.after_span)):
                own = {w.strip(".,'").lower() for w in text.split()}
                if span is None or not own & acts or own & no:
                    continue
                for e in ents_of(self.doc):
                    within = e.label_ == "ORG" and span[0] <= e.start_char and e.end_char <= span[1] and len(e.text) > 2
                    apart = len(e) == 1 and not e.text.isupper() and e.start_char != span[0]
                    if within and not apart and not {w.lower() for w in e.text.split()} <= roles | {"state"}:
                        place = Place(self, m.span[0])
                        found = gazetteer().find(e.text) or body_state(e.text, place)
                        return found or body_party(bare(e.text)), span
        return None

    def campaigning(self, name: str) -> Found | None:
        """Who has a campaign in this article speaks for it."""
        last = name.split()[-1]
        m = re.search(rf"\b{re.escape(last)}(?:['’]s)? (?:presidential )?campaign\b(?! against)", text_of(self.doc))
        rivals = [p for p in self.cast.persons if p.last == last and p.name != name and " " in p.name]
        return (campaign(last), m.span()) if m and not (rivals and not self._first(name, rivals)) else None

    def _first(self, name: str, rivals: list[Person]) -> bool:
        """Whether `name` is the bearer of a shared last name whom the article names most."""
        mine = next((len(p.mentions) for p in self.cast.persons if p.name == name), 0)
        return all(mine > len(p.mentions) for p in rivals)

    def convention(self, least: int = 1) -> Party | None:
        """The party whose convention the article tells of, `least` times or more."""
        counts = Counter(m[1][0] for m in _CONVENTION.finditer(text_of(self.doc)))
        if not counts or text_of(self.doc).count("onvention") < least:
            return None
        return gazetteer().names["Democrats" if counts.most_common(1)[0][0] == "D" else "Republicans"]

    def shared(self, name: str) -> Party | None:
        """The party of persons who speak together, where they have one."""
        names = [n.strip() for n in re.split(r",| and ", name) if n.strip()]
        found = [self.of_person(self.cast.by_name.get(n), n)[0] for n in names]
        parties = {p for p in found if p}
        if (None in found and len(parties) == 1 and len(names) > 2) or (len(parties) == 1 and None not in found):
            return parties.pop()
        if None not in found and len(parties) > 1 and all(p.kind == "campaign" for p in parties):
            return None
        sides = {table("gazetteer")["campaigns"].get(p.name, p.name) for p in parties}
        if len(sides) == 1 and None not in found:
            return gazetteer().names.get(sides.pop())
        homes = {p.home if p.kind == "party" else None for p in parties}
        return gazetteer().names.get(homes.pop() or "") if len(homes) == 1 and len(parties) > 1 else None

    def _backed(self, text: str, name: str, place: Place) -> Party | None:
        """The campaign that "Doe's supporters" follow; other crowds are the public."""
        if not said(name) & {"supporter", "supporters", "fans", "backers"}:
            return None
        found = (follows(present(plain_words(words_)), place) for words_ in dict.fromkeys((text, name)))
        return next((r.party for r in found if r), None)

    def of_body(self, name: str, source: Span | None, *, named: bool) -> Party | None:
        """A body is its own party, unless it belongs to one: a ministry to its state, a candidate's aides to the
        campaign. `named`: it is a body by name and not described."""
        place = Place(self, source[0] if source else 0)
        if (runs := known(name, self.day)) and runs.kind == "campaign" and named:
            return runs
        party = gazetteer().find(name)
        if party:
            return party
        if named and name.endswith(" campaign"):
            return Party(name, "campaign")
        crowd = said(name) & words("roles", "public") and not said(name) & words("roles", "followers")
        text = text_of(self.doc)[slice(*source)] if source else name
        if not named and (crowd or said(name) & {"supporter", "supporters", "fans"}):
            return self._backed(text, name, place)
        if named and len(name.split()) > 1 and not said(name) & words("roles", "followers"):
            return body_state(text if name in text else name, place) or body_party(name)
        for words_ in dict.fromkeys((text, name)):
            for r in readings(words_, None, place):
                return r.party
        if not named and (party := place.described(name)):
            return party
        mine = state_in(name)
        if mine:
            offices = (words("roles", k) for k in ("public_office", "state_bodies", "weak_bodies"))
            return mine if said(name) & frozenset[str]().union(*offices) else None
        if not named and (group := group_party(name)):
            return group
        belongs = body_state(name, place) if named else None
        return belongs or (body_party(name) if named and name[:1].isupper() else None)


def group_party(name: str) -> Party | None:
    """Groups that are sides of their own though none is named: "human rights groups", "the unions", "reporters"."""
    nouns = [w.strip(".,'’").lower() for w in name.split(" who ")[0].split(" that ")[0].split()]
    ours = next((n for n in nouns if n in words("roles", "group_sides") | words("roles", "media_sides")), None)
    if ours is None or len(nouns) > 5:
        return None
    return Party(" ".join(nouns), "media" if ours in words("roles", "media_sides") else "organisation")


def told_by(affiliations: Iterable[Affiliation]) -> dict[tuple[str, str], Party]:
    """Parties by first and last name, the one read last where there are several."""
    ordered = sorted(affiliations, key=lambda a: a.read_on)
    return {
        ends(a.speaker): gazetteer().names.get(a.party) or Party(a.party, a.party_kind or "organisation")
        for a in ordered
    }
