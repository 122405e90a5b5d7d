"""The state that an article is at home in: whose "government", "Senate" and "police" it means when it names no
state."""

from __future__ import annotations

import re
from collections import Counter

from spacy.tokens import Doc

from services.claims.document import text_of
from services.claims.lexicon import table
from services.claims.parties.gazetteer import Party, gazetteer

LEAST = 2.0


def home(doc: Doc) -> Party | None:
    """By the outlet's state, the states, their regions and institutions that the article names; None where little is
    named."""
    votes: Counter[str] = Counter()
    outlet = gazetteer().find(doc._.outlet) if doc._.outlet else None
    if outlet and outlet.home:
        votes[outlet.home] += 3
    for ent in doc.ents:
        if ent.label_ in ("GPE", "NORP", "ORG", "LOC"):
            party = gazetteer().find(ent.text) or gazetteer().state(ent.text) or gazetteer().region(ent.text)
            if party and party.kind == "state":
                votes[party.name] += 1
            elif party and party.home and party.kind == "party":
                votes[party.home] += 1
    for state, pattern in table("gazetteer")["signs"].items():
        votes[state] += len(re.findall(pattern, text_of(doc)))
    if not votes:
        return None
    name, count = votes.most_common(1)[0]
    return gazetteer().names[name] if count >= LEAST else None
