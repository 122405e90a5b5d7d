"""Decides among the parties that a speaker may speak for: what the rules read, none, and those that the text puts near.

A linear model over the words said of the speaker and the kinds of the parties at hand. The rules' answer is one of the
candidates and stays where the words speak for no other. Weights come from training/speakers/parties.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from services.claims.document import text_of
from services.claims.parties.bearing import Bearing, words_of
from services.claims.parties.candidates import Candidates
from services.claims.parties.gazetteer import Party
from services.claims.parties.known import known
from services.claims.parties.reader import Found, Reader
from services.claims.speakers.cast import Person
from services.domain.claim import Attribution

LEAD = 1.0
"""By how much another candidate must outweigh the rules' answer; from 0.25 to 1 it makes no difference across folds of
the training articles, and the higher leaves more to the rules."""
LEARNED_IN = "United States"
"""Where the articles were at home that the weights come from; elsewhere the rules' answer stands."""
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
    candidates: Candidates = field(init=False)
    bearing: Bearing = field(init=False)

    def __post_init__(self) -> None:
        self.candidates = Candidates(self.reader)
        self.bearing = Bearing(self.candidates)

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
        own = self.bearing.own(a, person)
        if told and found[1]:
            own |= {f"told {w}" for w in words_of(text_of(self.reader.doc)[slice(*found[1])])}
        kind = a.speaker_kind.value
        ruled = found[0].kind if found[0] else "none"
        listed = person is not None and known(person.name, self.reader.day) is not None
        seen: set[Party | None] = set()
        for party, how, near in self.candidates.of(a, person, found):
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
            row |= {f"{how.split()[0]}:{w}": 1.0 for w in self.bearing.linked(party, how, person)}
            row |= {f"runner:{w}": 1.0 for w in self.bearing.toward(party, a, person)}
            for word in own:
                row[f"{_sort(party)}:{word}"] = 1.0
            yield Choice(party, how, row)


def _sort(party: Party | None) -> str:
    """What words are counted for: a great party by its name, others by their kind."""
    if party is None:
        return "none"
    return party.name if party.kind == "party" and party.home == "United States" else party.kind
