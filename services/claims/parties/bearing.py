"""What the text says of a speaker, and how a party at hand bears on him or her, as features for the deciding."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from services.claims.document import attributions_of, text_of
from services.claims.lexicon import words
from services.claims.parties.candidates import Candidates
from services.claims.parties.gazetteer import Party
from services.claims.speakers.cast import Person
from services.domain.claim import Attribution

AROUND = 60
"""Characters on either side of a name whose words count."""
REACH = 120
"""How many characters behind a speaker's name a candidate's may stand."""
MENTIONS = 3
"""How many mentions of a name are looked at."""
_WORD = re.compile(r"[a-z][a-z'’-]+", re.I)


@dataclass(slots=True)
class Bearing:
    """Looks it up in one article."""

    candidates: Candidates
    text: str = field(init=False)
    said: dict[str, str] = field(default_factory=dict)
    """What each speaker says, put together."""

    def __post_init__(self) -> None:
        doc = self.candidates.reader.doc
        self.text = text_of(doc)
        for a in attributions_of(doc):
            if a.speaker:
                words_ = " ".join(self.text[slice(*c)] for c in a.content)
                self.said[a.speaker] = f"{self.said.get(a.speaker, '')} {words_}"

    def linked(self, party: Party | None, how: str, person: Person | None) -> set[str]:
        """How a body or candidate stands to the speaker's name: within the words that say who it is, owning the role,
        behind "of", "for" or "at"."""
        if person is None or party is None or how.split()[0] not in ("body", "runner", "outlet"):
            return set()
        text, found = self.text, set[str]()
        names = {party.name.removesuffix(" campaign")} | self.candidates.called.get(party, set())
        for m in person.mentions[:MENTIONS]:
            for where, span in (("before", m.before_span), ("after", m.after_span)):
                said = text[slice(*span)] if span else ""
                name = next((n for n in names if n in said), None)
                if name is None:
                    continue
                found.add(f"in {where}")
                front, behind = said.split(name, 1)
                found.add(f"{where} behind {(front.split() or ['nothing'])[-1].lower()}")
                found |= {f"{where} then {w}" for w in words_of(" ".join(behind.split()[:3]))}
        return found

    def toward(self, party: Party | None, a: Attribution, person: Person | None) -> set[str]:
        """What stands between the speaker's name and a candidate's in one sentence, and whether what the speaker says
        is mostly about that candidate."""
        runner = next((p for p, own in self.candidates.runners if own == party), None)
        if runner is None or runner is person:
            return set()
        text, found = self.text, set[str]()
        own = self.said.get(a.speaker or "", "")
        most = max((own.count(p.last) for p, _ in self.candidates.runners), default=0)
        if most and own.count(runner.last) == most:
            found.add("most in what is said")
        for m in person.mentions[:MENTIONS] if person else ():
            start, end = m.span[1], min(m.span[1] + REACH, len(text))
            i = text.find(runner.last, start, end)
            if i >= 0 and ". " not in text[start:i]:
                found |= {f"between {w}" for w in words_of(text[start:i])} | {"behind the name"}
        return found

    def own(self, a: Attribution, person: Person | None) -> set[str]:
        """The words said of the speaker: its description, titles, and what stands around the first mentions."""
        text = self.text
        if person is None:
            source = text[slice(*a.source)] if a.source else ""
            return words_of(f"{a.speaker or ''} {source}")
        near: set[str] = set()
        for m in person.mentions[:MENTIONS]:
            near |= words_of(text[max(0, m.span[0] - AROUND) : m.span[0]])
            near |= words_of(text[m.span[1] : m.span[1] + AROUND])
        return words_of(" ".join(person.described())) | {f"~{w}" for w in near}


def words_of(text: str) -> set[str]:
    """The words of a text, lower case, idle ones left out."""
    found = (m.group().lower().replace("’", "'").removesuffix("'s") for m in _WORD.finditer(text))
    return set(found) - words("roles", "idle")
