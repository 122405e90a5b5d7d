"""The bodies that an article names: companies, agencies, unions, media, with their short forms and what they are
called."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from services.claims.document import ents_of
from services.claims.lexicon import words
from services.claims.parties.gazetteer import Party, gazetteer, medium_by_name
from services.claims.speakers.cast import Cast
from services.claims.speakers.speaker import plain

LABELS = ("ORG", "GPE", "NORP", "FAC", "LAW", "PRODUCT", "WORK_OF_ART")
REACH = 2500
"""How many characters back a description may reach for a body."""
_SMALL = ("of", "the", "and", "for", "on", "in", "to", "&", "a")


@dataclass(slots=True)
class Body:
    """A body by its longest name, where it is named, and the nouns that the article calls it by."""

    name: str
    party: Party | None
    label: str
    places: list[tuple[int, bool]] = field(default_factory=list)
    """Character and whether it stands as subject, in text order."""
    called: set[str] = field(default_factory=set)
    person: bool = False
    """Whether it shares its name with a person of the article, or publishes it."""

    @property
    def medium(self) -> bool:
        """Whether it is a newspaper, broadcaster or the like, known as one or by its name."""
        return self.party.kind == "media" if self.party else self.label != "GPE" and medium_by_name(self.name)

    def before(self, at: int) -> tuple[int, bool] | None:
        """Its last place before character `at`."""
        return next((p for p in reversed(self.places) if p[0] < at), None)


@dataclass(slots=True)
class Bodies:
    """The bodies of an article in order of their first mention."""

    listed: list[Body]
    short: dict[str, str]
    """Full names by their initials ("RCN"), where the article gives both."""

    def full(self, name: str) -> str:
        """The full name that a short form stands for, or the name itself."""
        return self.short.get(plain(name).replace(".", ""), name)

    def meant(self, noun: str, at: int) -> Body | None:
        """The body that "the NOUN" at character `at` means: one so called, or the last that may be called so."""
        best: tuple[float, Body] | None = None
        for body in self.listed:
            place = body.before(at)
            if place is None or at - place[0] > REACH or not _may_be(body, noun):
                continue
            last = body.name.lower().split()[-1:]
            so = 3.0 * (last == [noun] or noun in body.called) + 1.5 * (noun in body.name.lower().split())
            loose = noun in words("roles", "loose_bodies") and body.label == "ORG" and not body.person
            if not so and not loose:
                continue
            count = sum(p < at for p, _ in body.places)
            score = so - (at - place[0]) / 800 + 0.5 * place[1] + 0.25 * min(count, 6)
            if best is None or score > best[0]:
                best = score, body
        return best[1] if best else None


def bodies_of(doc: Doc, cast: Cast) -> Bodies:
    """The bodies that the entities of `doc` name."""
    line = doc._.layout.dateline
    own = {doc._.outlet, line.agency if line else None}
    found: dict[str, Body] = {}
    short = _lasts(doc) | _initials(doc)
    for ent in ents_of(doc):
        if ent.label_ not in LABELS:
            continue
        name = plain(ent.text)
        name = short.get(name.replace(".", ""), name)
        party = gazetteer().find(name)
        key = party.name if party else name
        body = found.setdefault(key, Body(key, party, ent.label_, person=name in own or cast.person(name) is not None))
        body.places.append((ent.start_char, ent.root.dep_ in ("nsubj", "nsubjpass")))
        body.called |= _called(ent)
    return Bodies(list(found.values()), short)


def _may_be(body: Body, noun: str) -> bool:
    if body.party is None:
        return not body.medium or noun in words("roles", "media_nouns")
    kind = body.party.kind
    if kind == "media":
        return noun in words("roles", "media_nouns")
    if kind in ("state", "party"):
        return body.name.lower().endswith(noun) or noun in body.called
    return noun not in words("roles", "media_nouns") and noun not in ("company", "firm", "union", "bank")


def _called(ent: Tokens) -> set[str]:
    """Nouns in apposition to a body or right before its name: "the union Unite", "Unite, a trade union"."""
    nouns = {c.lower_ for c in ent.root.children if c.dep_ == "appos" and c.pos_ == "NOUN"}
    if ent.root.dep_ == "appos" and ent.root.head.pos_ == "NOUN":
        nouns.add(ent.root.head.lower_)
    if ent.start and (left := ent.doc[ent.start - 1]).pos_ == "NOUN":
        nouns.add(left.lower_)
    if ent.end < len(ent.doc) and (right := ent.doc[ent.end]).pos_ == "NOUN":
        nouns.add(right.lower_)
    return nouns & (words("roles", "body_nouns") | words("roles", "media_nouns"))


def _initials(doc: Doc) -> dict[str, str]:
    """Short forms of capitals that are the initials of a name of at least three words in the same article."""
    plain_caps = (e.text.replace(".", "") for e in ents_of(doc) if e.text.isupper())
    shorts = {text for text in plain_caps if 3 <= len(text) <= 6}
    if not shorts:
        return {}
    names: dict[str, set[str]] = defaultdict(set)
    for ent in ents_of(doc):
        name = plain(ent.text)
        parts = name.replace("-", " ").split()
        if len(parts) >= 3:
            names["".join(p[0] for p in parts if p not in _SMALL).upper()].add(name)
            names["".join(p[0] for p in parts).upper()].add(name)
    return {s: min(names[s]) for s in shorts if len(names.get(s, ())) == 1 and not gazetteer().find(s)}


def _lasts(doc: Doc) -> dict[str, str]:
    """ "Commission" for "European Commission", where the article has one such name only."""
    names: dict[str, set[str]] = defaultdict(set)
    for ent in ents_of(doc):
        parts = plain(ent.text).split()
        if len(parts) > 1 and parts[-1].lower() in words("roles", "body_nouns"):
            names[parts[-1]].add(" ".join(parts))
    return {last: min(full) for last, full in names.items() if len(full) == 1}
