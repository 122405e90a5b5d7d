"""The state that an article is at home in, and the one that a place of it is about: whose "government", "police" and
"foreign minister" are meant where no state is named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from services.claims.document import ents_of, text_of
from services.claims.layout.component import Layout
from services.claims.lexicon import table
from services.claims.parties.gazetteer import Party, gazetteer

LEAST = 2.0
SHARE = 0.5
SURE = 0.7
_PLACE = re.compile(r"\b[Ii]n (?:the )?(?P<place>[A-Z][\w.-]+(?: [A-Z][\w.-]+)?), ")
_STATE_ISH = ("state", "alliance", "international organisation", "armed movement")


@dataclass(frozen=True, slots=True)
class Home:
    """A home state; `sure` where next to nothing in the article points elsewhere."""

    state: Party
    sure: bool


def home(doc: Doc) -> Home | None:
    """By the outlet's state, the dateline, the states, regions and institutions that the article names; None where
    little is named or none stands out."""
    votes: Counter[str] = Counter()
    signs: Counter[str] = Counter()
    outlet = gazetteer().find(doc._.outlet) if doc._.outlet else None
    if outlet and outlet.home:
        votes[outlet.home] += 3
    for party in named_in(doc):
        if party.kind == "state":
            votes[party.name] += 1
        elif party.home and party.kind == "party":
            votes[party.home] += 1
    for state, pattern in _signs():
        signs[state] = len(pattern.findall(text_of(doc)))
    if dated := dateline_state(doc):
        signs[dated.name] += 2
    votes.update(signs)
    if not votes:
        return None
    name, count = votes.most_common(1)[0]
    clear = count >= SHARE * votes.total() and (signs[name] or count >= 0.75 * votes.total())
    if count < LEAST or not clear:
        return None
    return Home(gazetteer().names[name], count >= SURE * votes.total())


def _signs() -> list[tuple[str, re.Pattern[str]]]:
    return [(state, re.compile(pattern)) for state, pattern in table("gazetteer")["signs"].items()]


def named_in(doc: Doc) -> list[Party]:
    """The parties that the entities of an article name, one an entity."""
    found = []
    for ent in ents_of(doc):
        if ent.label_ in ("GPE", "NORP", "ORG", "LOC"):
            party = gazetteer().find(ent.text) or gazetteer().state(ent.text) or gazetteer().region(ent.text)
            if party:
                found.append(party)
    return found


def dateline_state(doc: Doc) -> Party | None:
    """The state that a report was filed from, by the capital, region or state of its dateline."""
    layout: Layout = doc._.layout
    if layout.dateline is None or not layout.dateline.place:
        return None
    for part in layout.dateline.place.split(","):
        place = part.strip().title()
        party = gazetteer().find(place) or gazetteer().region(place)
        if party and party.kind == "state":
            return party
    return None


class Topics:
    """The state or body that each place of an article is about: what stands as subject nearest before it."""

    def __init__(self, doc: Doc, full: Callable[[str], str] = str) -> None:
        """`full` gives the full name that a short one stands for in the article."""
        self.doc = doc
        self.layout: Layout = doc._.layout
        found: list[tuple[int, Party, bool]] = []
        for ent in ents_of(doc):
            if ent.label_ not in ("GPE", "NORP", "ORG", "LOC"):
                continue
            party = gazetteer().find(full(ent.text)) or gazetteer().state(ent.text)
            if party and party.kind in _STATE_ISH:
                root = ent.root
                if (root.dep_ in ("nsubj", "nsubjpass") and root.ent_type_ != "NORP") or _owns_subject(root):
                    found.append((ent.start_char, party, root.dep_ == "poss"))
        self.found = found
        self.places = [at for at, _, _ in found]

    def before(self, at: int) -> Party | None:
        """The party that the text right before character `at` is about, within its paragraph: a place at the head of
        its sentence ("In London, the prime minister …") or the last subject."""
        paragraph = self.layout.paragraph_of(at)
        start = paragraph[0] if paragraph else 0
        text = text_of(self.doc)
        opening = max(start, text.rfind(". ", start, at) + 2) if text.rfind(". ", start, at) >= 0 else start
        place = _PLACE.match(text, opening) if opening < at else None
        party = (gazetteer().find(place["place"]) or gazetteer().region(place["place"])) if place else None
        if party and party.kind == "state":
            return party
        i = bisect_right(self.places, at - 1) - 1
        return self.found[i][1] if i >= 0 and self.places[i] >= start else None

    def most(self, *, but: str) -> Party | None:
        """The state that stands as subject most often, `but` left out; None where none does twice."""
        counts = Counter(p.name for _, p, _ in self.found if p.kind == "state" and p.name != but)
        name, count = counts.most_common(1)[0] if counts else ("", 0)
        return gazetteer().names[name] if count > 1 else None

    def opening(self, at: int) -> Party | None:
        """As `before`, for a paragraph without any: the subject that opens the paragraph before it."""
        n = self.layout.index_of(at)
        if n == 0:
            return None
        start, end = self.layout.paragraphs[n - 1]
        i = bisect_right(self.places, start - 1)
        return self.found[i][1] if i < len(self.places) and self.places[i] < end else None


def _owns_subject(token: Token) -> bool:
    """France in "France's position is clear", "French officials said"."""
    return token.dep_ in ("poss", "amod", "compound") and token.head.dep_ in ("nsubj", "nsubjpass")
