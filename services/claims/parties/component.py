"""The component `counterclaim_parties`: the party of each attribution's speaker, and the words it was read from."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from services.claims.document import attributions_of
from services.claims.parties.deciding import Decider
from services.claims.parties.home import Topics, home
from services.claims.parties.reader import Found, Reader, told_by
from services.claims.speakers.cast import Person
from services.domain.claim import Attribution, SpeakerKind


@Language.factory("counterclaim_parties")
class PartyComponent:
    """Writes `party`, `party_kind` and `party_evidence`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        published = doc._.published_at
        day = published.date() if published else None
        bodies, told = doc._.bodies, told_by(doc._.affiliations)
        reader = Reader(doc, doc._.cast, home(doc), Topics(doc, bodies.full), bodies, day, told)
        decider, known = Decider(reader), dict[str, Found]()
        doc._.attributions = tuple(_with_party(a, decider, known) for a in attributions_of(doc))
        return doc


def _with_party(a: Attribution, decider: Decider, known: dict[str, Found]) -> Attribution:
    if a.speaker is None:
        return a
    if a.speaker not in known:
        person = person_of(a, decider.reader)
        known[a.speaker] = decider.decide(a, person, read_party(a, a.speaker, person, decider.reader))
    party, evidence = known[a.speaker]
    return replace(a, party=party.name, party_kind=party.kind, party_evidence=evidence) if party else a


def person_of(a: Attribution, reader: Reader) -> Person | None:
    """The person of the cast who speaks, where it is one."""
    if a.speaker is None or a.speaker_kind != SpeakerKind.PERSON:
        return None
    return reader.cast.by_name.get(a.speaker) or next((p for p in reader.cast.persons if p.name == a.speaker), None)


def read_party(a: Attribution, name: str, person: Person | None, reader: Reader) -> Found:
    """What the rules read."""
    if a.speaker_kind == SpeakerKind.PERSON:
        return reader.of_person(person, name)
    if " and " in name and (both := reader.shared(name)):
        return both, a.source
    return reader.of_body(name, a.source, named=a.speaker_kind == SpeakerKind.ORGANISATION), a.source
