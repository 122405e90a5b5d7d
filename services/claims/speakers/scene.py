"""What the resolving of one article's speakers works on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc

from services.claims.document import attributions_of, text_of
from services.claims.layout.component import Layout
from services.claims.parties.gazetteer import Party
from services.claims.parties.home import Topics
from services.claims.parties.known import known
from services.claims.speakers.bodies import Bodies, bodies_of
from services.claims.speakers.cast import Cast, Person, cast_of
from services.claims.speakers.mentions import persons
from services.claims.speakers.speaker import Speaker
from services.domain.claim import Span


@dataclass(slots=True)
class Scene:
    """An article, its persons and bodies, and who spoke so far, in text order with the places of their
    attributions."""

    doc: Doc
    cast: Cast
    bodies: Bodies
    contents: tuple[Span, ...]
    of_source: dict[int, tuple[Span, ...]] = field(default_factory=dict)
    """What is said by the source that begins at a character."""
    said: list[tuple[int, Speaker]] = field(default_factory=list)
    _topics: Topics | None = None

    @classmethod
    def of(cls, doc: Doc) -> Scene:
        """The scene before anybody is resolved."""
        contents = tuple(s for a in attributions_of(doc) for s in a.content)
        cast = cast_of(persons(doc))
        of_source = {a.source[0]: a.content for a in attributions_of(doc) if a.source}
        return cls(doc, cast, bodies_of(doc, cast), contents, of_source)

    @property
    def text(self) -> str:
        """The article's text."""
        return text_of(self.doc)

    @property
    def layout(self) -> Layout:
        """Its paragraphs."""
        found: Layout = self.doc._.layout
        return found

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return self.doc._.published_at.date() if self.doc._.published_at else None

    def known(self, person: Person) -> Party | None:
        """For whom a person is known to have spoken on the day of publication."""
        return known(person.name, self.day)

    def runs(self, person: Person) -> bool:
        """Whether a person stands for election, by the article's words or by what is known of the day."""
        party = self.known(person)
        if party and party.kind == "campaign":
            return party.name == f"{person.last} campaign"
        return f"{person.last} campaign" in self.text

    def topics(self) -> Topics:
        """What each place of the article is about."""
        self._topics = self._topics or Topics(self.doc, self.bodies.full)
        return self._topics

    def say(self, at: int, speaker: Speaker) -> None:
        """Note who spoke at character `at`."""
        self.said.append((at, speaker))
        self.said.sort(key=lambda x: x[0])
