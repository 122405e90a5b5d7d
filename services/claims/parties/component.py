"""The component `counterclaim_parties`: the party of each attribution's speaker, and the words it was read from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from spacy.language import Language
from spacy.tokens import Doc

from services.claims.document import attributions_of, text_of
from services.claims.lexicon import words
from services.claims.parties.affiliation import campaign, readings
from services.claims.parties.gazetteer import Party, gazetteer
from services.claims.parties.home import home
from services.claims.speakers.cast import Cast, Person
from services.claims.speakers.speaker import plain
from services.domain.claim import Attribution, Span, SpeakerKind

Found = tuple[Party | None, Span | None]


@Language.factory("counterclaim_parties")
class PartyComponent:
    """Writes `party`, `party_kind` and `party_evidence`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        reader = Reader(doc, doc._.cast, home(doc), {})
        doc._.attributions = tuple(_with_party(a, reader) for a in attributions_of(doc))
        return doc


def _with_party(a: Attribution, reader: Reader) -> Attribution:
    if a.speaker is None:
        return a
    if a.speaker not in reader.known:
        reader.known[a.speaker] = reader.party(a)
    party, evidence = reader.known[a.speaker]
    return replace(a, party=party.name, party_kind=party.kind, party_evidence=evidence) if party else a


@dataclass(slots=True)
class Reader:
    """Finds parties within one article; `known` keeps what was found by speaker."""

    doc: Doc
    cast: Cast
    home: Party | None
    known: dict[str, Found]
    asked: list[str] = field(default_factory=list)
    """Persons being looked up: titles that name each other must not go round."""

    def party(self, a: Attribution) -> Found:
        name = a.speaker or ""
        person = self.cast.by_name.get(name) or next((p for p in self.cast.persons if p.name == name), None)
        if a.speaker_kind == SpeakerKind.PERSON:
            return self.of_person(person, name)
        if " and " in name and (both := self._shared(name)):
            return both, a.source
        return self.of_body(a, name), a.source

    def of_person(self, person: Person | None, name: str) -> Found:
        """What the text says, strongest words first; then a campaign it tells of; then who is known to hold an
        office; then
        a public office without a state's name."""
        best: tuple[int, Party | None, Span | None] = (0, None, None)
        for m in person.mentions if person else ():

            def lookup(said: str, at: int = m.span[0]) -> Party | None:
                return self.described(said, at)

            for text, span in ((m.before, m.before_span), (m.after, m.after_span)):
                for r in readings(text, person.last if person else None, lookup, self.home) if text else ():
                    if r.weight > best[0]:
                        best = r.weight, r.party, span
        if best[0] >= 3:
            return best[1], best[2]
        if best[0] < 2 and (employer := self._employer(person)):
            return employer
        return self._campaigning(name) or self._known(name, best[0]) or (best[1], best[2])

    def _employer(self, person: Person | None) -> Found | None:
        """An organisation among the titles of someone who acts for it: "Acme chief executive Jane Doe"."""
        acts = words("roles", "heads") | words("roles", "spokes") | words("roles", "media_roles")
        no = words("roles", "former") | words("roles", "expert")
        roles = words("roles", "office") | words("roles", "heads") | words("roles", "portfolios")
        for m in person.mentions if person else ():
            for text, span in ((m.before, m.before_span), (m.after, m.after_span)):
                said = {w.strip(".,'").lower() for w in text.split()}
                if span is None or not said & acts or said & no:
                    continue
                for e in self.doc.ents:
                    within = e.label_ == "ORG" and span[0] <= e.start_char and e.end_char <= span[1] and len(e.text) > 2
                    if within and not {w.lower() for w in e.text.split()} <= roles:
                        return gazetteer().find(e.text) or Party(plain(e.text), "organisation"), span
        return None

    def _campaigning(self, name: str) -> Found | None:
        """Who has a campaign in this article speaks for it."""
        last = name.split()[-1]
        m = re.search(rf"\b{re.escape(last)}(?:['’]s)? (?:presidential )?campaign\b", text_of(self.doc))
        rivals = [p for p in self.cast.persons if p.last == last and p.name != name and " " in p.name]
        return (campaign(last), m.span()) if m and not (rivals and not self._first(name, rivals)) else None

    def _first(self, name: str, rivals: list[Person]) -> bool:
        """Whether `name` is the bearer of a shared last name whom the article names most."""
        mine = next((len(p.mentions) for p in self.cast.persons if p.name == name), 0)
        return all(mine > len(p.mentions) for p in rivals)

    def _known(self, name: str, weight: int) -> Found | None:
        published = self.doc._.published_at
        party = gazetteer().head(name, published.date() if published else None)
        return (party, None) if party and (weight < 2 or party.kind != "state") else None

    def _shared(self, name: str) -> Party | None:
        """The party of persons who speak together, where they have one."""
        found = {p for n in name.split(" and ") if (p := self.of_person(self.cast.by_name.get(n), n)[0])}
        if len(found) == 1:
            return found.pop()
        homes = {p.home for p in found if p.kind == "party"}
        return gazetteer().names.get(homes.pop() or "") if len(homes) == 1 and len(found) > 1 else None

    def of_body(self, a: Attribution, name: str) -> Party | None:
        """A body is its own party, unless it belongs to one: a ministry to its state, a candidate's aides to the
        campaign."""
        party = gazetteer().find(name)
        if party:
            return party
        whose = self._follower(name, a.source[0] if a.source else 0)
        if whose:
            return whose
        text = text_of(self.doc)[slice(*a.source)] if a.source else name
        for r in readings(text, None, lambda said: self.described(said, a.source[0] if a.source else 0), self.home):
            return r.party
        mine = next((p for w in name.split() if (p := gazetteer().state(w) or gazetteer().region(w))), None)
        if mine:
            return mine if {w.lower() for w in name.split()} & words("roles", "public_office") else None
        return (
            Party(name, "organisation") if a.speaker_kind == SpeakerKind.ORGANISATION and name[:1].isupper() else None
        )

    def _follower(self, name: str, at: int) -> Party | None:
        """ "Clinton's aides", "Trump supporters", "the Trump campaign": the party of the person named."""
        if not {w.lower().strip("'’") for w in name.split()} & words("roles", "followers"):
            return None
        for part in (w.removesuffix("'s").removesuffix("’s").strip("'’") for w in name.split() if w[:1].isupper()):
            person = self.cast.person(part, at)
            if person and (party := self.of_person(person, person.name)[0]):
                return party
            if "campaign" in name:
                return campaign(part)
        return None

    def described(self, said: str, at: int) -> Party | None:
        """The party last named before `at` that a word like "alliance" or "bloc" describes, or that a person named
        speaks for."""
        person = self.cast.person(said.removesuffix("'s").removesuffix("’s")) if said[:1].isupper() else None
        if person and person.name not in self.asked:
            self.asked.append(person.name)
            party = self.of_person(person, person.name)[0]
            self.asked.remove(person.name)
            return party
        kinds = {"alliance": "alliance", "bloc": "international organisation", "movement": "armed movement"}
        kind = next((k for w, k in kinds.items() if w in said.lower().split()), None)
        if kind is None:
            return None
        named = [
            (abs(e.start_char - at), p) for e in self.doc.ents if (p := gazetteer().find(e.text)) and p.kind == kind
        ]
        return min(named, key=lambda x: x[0])[1] if named else None
