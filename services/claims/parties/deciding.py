"""Decides among the parties that a speaker may speak for: what the rules read, none, and those that the text puts near.

A linear model over the words said of the speaker and the kinds of the parties at hand. The rules' answer is one of the
candidates and stays where the words speak for no other. Weights come from training/speakers/parties.py.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from services.claims.document import attributions_of, ents_of, sentence_of, text_of, tokens_at
from services.claims.lexicon import words
from services.claims.parties.following import campaign
from services.claims.parties.gazetteer import Party, gazetteer
from services.claims.parties.known import known
from services.claims.parties.naming import american, body_party
from services.claims.parties.reader import Found, Reader
from services.claims.parties.wording import bare
from services.claims.speakers.cast import Person
from services.domain.claim import Attribution, SpeakerKind

AROUND = 60
"""Characters on either side of a name whose words count."""
LEAD = 0.5
"""By how much another candidate must outweigh the rules' answer; chosen across folds of the training articles."""
LEARNED_IN = "United States"
"""Where the articles were at home that the weights come from; elsewhere the rules' answer stands."""
REACH = 120
"""How many characters behind a speaker's name a candidate's may stand."""
MENTIONS = 3
"""How many mentions of a name are looked at."""
_WORD = re.compile(r"[a-z][a-z'’-]+", re.I)
_SIDE = re.compile(r"\b(Democrat|Republican|GOP)")
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """A party that may be meant (None: no side), how it came up, and what speaks for it."""

    party: Party | None
    how: str
    features: Features


@cache
def weights() -> Features:
    """The shipped weights by feature."""
    text = files("services.claims").joinpath("data", "party-weights.json").read_text(encoding="utf-8")
    loaded: Features = json.loads(text)["weights"]
    return loaded


@dataclass(slots=True)
class Decider:
    """Decides for one article."""

    reader: Reader
    runners: list[tuple[Person, Party]] = field(init=False)
    """Persons of the article who have a campaign."""
    called: dict[Party, set[str]] = field(default_factory=dict)
    """The words by which bodies came up."""
    said: dict[str, str] = field(default_factory=dict)
    """What each speaker says, put together."""
    sides: list[tuple[int, bool]] = field(init=False)
    """Where the article names one of the two great American parties, and whether it is the Democrats."""

    def __post_init__(self) -> None:
        self.sides = [(m.start(), m[1] == "Democrat") for m in _SIDE.finditer(text_of(self.reader.doc))]
        self.runners = []
        for a in attributions_of(self.reader.doc):
            if a.speaker:
                words_ = " ".join(text_of(self.reader.doc)[slice(*c)] for c in a.content)
                self.said[a.speaker] = f"{self.said.get(a.speaker, '')} {words_}"
        for p in self.reader.cast.persons:
            party = known(p.name, self.reader.day)
            own = campaign(p.last)
            if party == own or f"{p.last} campaign" in text_of(self.reader.doc):
                self.runners.append((p, own))

    def decide(self, a: Attribution, person: Person | None, found: Found) -> Found:
        """The likeliest party, with the words it was read from where the rules had read it."""
        choices = list(self.choices(a, person, found))
        model = weights()
        scores = [sum(model.get(k, 0.0) * v for k, v in c.features.items()) for c in choices]
        best = max(range(len(choices)), key=scores.__getitem__)
        return found if best == 0 or scores[best] < scores[0] + LEAD else (choices[best].party, None)

    def choices(self, a: Attribution, person: Person | None, found: Found) -> Iterator[Choice]:
        """The candidates; the rules' answer first, and none of them twice. It is the only one where words about a
        person gave it, an office alone left out, and in articles at home elsewhere than those that the weights were
        learned from."""
        home = self.reader.home
        told = person is not None and found[0] is not None and found[1] is not None
        sure = told and found[0] is not None and found[0].kind != "state"
        if sure or home is None or home.state.name != LEARNED_IN:
            yield Choice(found[0], "rule", {})
            return
        own = self._own(a, person)
        if told and found[1]:
            own |= {f"told {w}" for w in _words(text_of(self.reader.doc)[slice(*found[1])])}
        kind = a.speaker_kind.value
        ruled = found[0].kind if found[0] else "none"
        listed = person is not None and known(person.name, self.reader.day) is not None
        seen: set[Party | None] = set()
        for party, how, near in self._candidates(a, person, found):
            if party in seen:
                continue
            seen.add(party)
            label = f"rule {ruled}" if how == "rule" else how
            of_kind = party.kind if party else "none"
            row = {
                label: 1.0, f"{label}|{kind}": 1.0, f"{how == 'rule'}|evidence {found[1] is not None}|{ruled}": 1.0,
                f"{label}|after rule {ruled}": 1.0, f"{label}|listed {listed}": 1.0, f"{how} near": near,
                f"to {of_kind}": 1.0, f"to {of_kind}|{kind}": 1.0, f"{label}|told {told}|{ruled}": 1.0,
            }
            row |= {f"{how.split()[0]}:{w}": 1.0 for w in self._linked(party, how, person)}
            row |= {f"runner:{w}": 1.0 for w in self._toward(party, a, person)}
            for word in own:
                row[f"{self._sort(party, how)}:{word}"] = 1.0
            yield Choice(party, how, row)

    def _linked(self, party: Party | None, how: str, person: Person | None) -> set[str]:
        """How a body or candidate stands to the speaker's name: within the words that say who it is, owning the role,
        behind "of", "for" or "at"."""
        if person is None or party is None or how.split()[0] not in ("body", "runner", "outlet"):
            return set()
        text, found = text_of(self.reader.doc), set[str]()
        names = {party.name.removesuffix(" campaign")} | self.called.get(party, set())
        for m in person.mentions[:MENTIONS]:
            for where, span in (("before", m.before_span), ("after", m.after_span)):
                said = text[slice(*span)] if span else ""
                name = next((n for n in names if n in said), None)
                if name is None:
                    continue
                found.add(f"in {where}")
                front, behind = said.split(name, 1)
                found.add(f"{where} behind {(front.split() or ['nothing'])[-1].lower()}")
                found |= {f"{where} then {w}" for w in _words(" ".join(behind.split()[:3]))}
        return found

    def _toward(self, party: Party | None, a: Attribution, person: Person | None) -> set[str]:
        """What stands between the speaker's name and a candidate's in one sentence, and whether what the speaker says
        is mostly about that candidate."""
        runner = next((p for p, own in self.runners if own == party), None)
        if runner is None or runner is person:
            return set()
        text, found = text_of(self.reader.doc), set[str]()
        own = self.said.get(a.speaker or "", "")
        most = max((own.count(p.last) for p, _ in self.runners), default=0)
        if most and own.count(runner.last) == most:
            found.add("most in what is said")
        for m in person.mentions[:MENTIONS] if person else ():
            start, end = m.span[1], min(m.span[1] + REACH, len(text))
            i = text.find(runner.last, start, end)
            if i >= 0 and ". " not in text[start:i]:
                found |= {f"between {w}" for w in _words(text[start:i])} | {"behind the name"}
        return found

    def _sort(self, party: Party | None, how: str) -> str:
        """What words are counted for: a great party by its name, others by their kind."""
        if party is None:
            return "none"
        return party.name if party.kind == "party" and party.home == "United States" else party.kind

    def _candidates(
        self, a: Attribution, person: Person | None, found: Found
    ) -> Iterator[tuple[Party | None, str, float]]:
        at = self._place(a, person)
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

    def _bodies(self, a: Attribution, person: Person | None, at: int) -> Iterator[tuple[Party | None, str, float]]:
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

    def _place(self, a: Attribution, person: Person | None) -> int:
        if person is not None and person.mentions:
            return person.mentions[0].span[0]
        return a.source[0] if a.source else a.content[0][0]

    def _own(self, a: Attribution, person: Person | None) -> set[str]:
        """The words said of the speaker: its description, titles, and what stands around the first mentions."""
        text = text_of(self.reader.doc)
        if person is None:
            source = text[slice(*a.source)] if a.source else ""
            return _words(f"{a.speaker or ''} {source}")
        near: set[str] = set()
        for m in person.mentions[:MENTIONS]:
            near |= _words(text[max(0, m.span[0] - AROUND) : m.span[0]])
            near |= _words(text[m.span[1] : m.span[1] + AROUND])
        return _words(" ".join(person.described())) | {f"~{w}" for w in near}


def _words(text: str) -> set[str]:
    found = (m.group().lower().replace("’", "'").removesuffix("'s") for m in _WORD.finditer(text))
    return set(found) - words("roles", "idle")
