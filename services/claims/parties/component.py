"""The component `counterclaim_parties`: the party of each attribution's speaker, and the words it was read from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from services.claims.document import attributions_of
from services.claims.parties.affiliation import campaign, readings
from services.claims.parties.gazetteer import Party, gazetteer
from services.claims.speakers.cast import Cast, Person
from services.domain.claim import Attribution, Span, SpeakerKind


@Language.factory("counterclaim_parties")
class PartyComponent:
    """Writes `party`, `party_kind` and `party_evidence`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        known: dict[str, tuple[Party | None, Span | None]] = {}
        out = []
        for a in attributions_of(doc):
            if a.speaker is None:
                out.append(a)
                continue
            if a.speaker not in known:
                known[a.speaker] = _party(doc, a)
            party, evidence = known[a.speaker]
            out.append(replace(a, party=party.name, party_kind=party.kind, party_evidence=evidence) if party else a)
        doc._.attributions = tuple(out)
        return doc


def _party(doc: Doc, a: Attribution) -> tuple[Party | None, Span | None]:
    cast: Cast = doc._.cast
    name = a.speaker or ""
    person = cast.by_name.get(name) or next((p for p in cast.persons if p.name == name), None)
    if a.speaker_kind == SpeakerKind.PERSON:
        return _of_person(doc, person, name)
    return _of_body(doc, a, name), a.source


def _of_person(doc: Doc, person: Person | None, name: str) -> tuple[Party | None, Span | None]:
    """The strongest reading of any words around the person's name; at equal strength the first in the text."""
    best: tuple[int, Party, Span | None] | None = None
    for m in person.mentions if person else ():

        def lookup(said: str, at: int = m.span[0]) -> Party | None:
            return _described(doc, said, at)

        for text, span in ((m.before, m.before_span), (m.after, m.after_span)):
            for r in readings(text, person.last if person else None, lookup) if text else ():
                if best is None or r.weight > best[0]:
                    best = r.weight, r.party, span
    if best:
        return best[1], best[2]
    return gazetteer().head(name, _day(doc)), None


def _day(doc: Doc) -> date | None:
    published = doc._.published_at
    return published.date() if published else None


def _of_body(doc: Doc, a: Attribution, name: str) -> Party | None:
    """A body is its own party, unless it belongs to one: a ministry to its state, a campaign's aides to the campaign."""
    party = gazetteer().find(name)
    if party:
        return party
    if "campaign" in name.split():
        whose = name.split("campaign")[0].split()
        return campaign(whose[-1].removesuffix("'s").removesuffix("’s")) if whose else None
    text = doc.text[slice(*a.source)] if a.source else name
    found = readings(text, None, lambda said: _described(doc, said, a.source[0] if a.source else 0))
    if found:
        return found[0].party
    state = next(
        (p for w in name.split() if (p := gazetteer().state(w) or gazetteer().find(w)) and p.kind != "media"), None
    )
    if state:
        return state
    return Party(name, "organisation") if a.speaker_kind == SpeakerKind.ORGANISATION and name[:1].isupper() else None


def _described(doc: Doc, said: str, at: int) -> Party | None:
    """The party last named before `at` that a word like "alliance" or "bloc" describes."""
    kinds = {"alliance": "alliance", "bloc": "international organisation", "movement": "armed movement"}
    kind = next((k for w, k in kinds.items() if w in said.lower().split()), None)
    if kind is None:
        return None
    named = [(abs(e.start_char - at), p) for e in doc.ents if (p := gazetteer().find(e.text)) and p.kind == kind]
    return min(named, key=lambda x: x[0])[1] if named else None
