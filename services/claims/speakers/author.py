"""Who says "I" or "we" outside every quotation: whom a byline, a signature, a column's headline or a note on the author
names, who answers in an interview, else the outlet."""

from __future__ import annotations

import re

from services.claims.parties.gazetteer import gazetteer
from services.claims.speakers import gender
from services.claims.speakers.cast import Person
from services.claims.speakers.scene import Scene
from services.claims.speakers.speaker import UNKNOWN, Speaker
from services.domain.claim import SpeakerKind

_NAME = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}"
_BYLINE = re.compile(rf"(?:By|BY) (?P<who>{_NAME})")
_SIGNED = re.compile(rf"[—–-]{{0,2}} ?(?P<who>{_NAME})\.?$")
_TITLE = r"(?:(?:Rep|Sen|Gov|Dr|Mr|Mrs|Ms|Gen)\.? )?"
_NOTE = re.compile(
    rf"{_TITLE}(?P<who>{_NAME})(?:, [DRI]-[A-Z][\w.]+)?,? "
    r"(?:a |an |the |who |is |was |writes |covers |teaches |serves )"
    r"|(?P<last>[A-Z][a-z]+) is (?:a|an|the) (?:[\w-]+ ){0,4}"
    r"(?:reporter|columnist|writer|editor|author|correspondent)\b"
)
_COLUMN = re.compile(r"(?P<who>[A-Z][a-z]+(?: [A-Z]\.)? [A-Z][\w'’-]+): ")
_ANSWER = re.compile(r"A[:.]\s")
_TURN = re.compile(r"A[:.]\s|Q(?:[:.]\s|[A-Z])")
ANSWERS = 2
"""How many answers make an interview."""
LETTER = 2
"""How many paragraphs below the words a signature may stand."""


def author(scene: Scene, at: int) -> Speaker:
    """The author of the words at character `at`, as far as the article names him or her."""
    text, paragraphs = scene.text, scene.layout.paragraphs
    for span in scene.layout.boilerplate:
        m = _BYLINE.match(text, *span)
        if m:
            return Speaker(m["who"].title() if m["who"].isupper() else m["who"], SpeakerKind.PERSON)
    if asked := _interviewed(scene, at):
        return Speaker(asked.name, SpeakerKind.PERSON, asked)
    m = _COLUMN.match(scene.doc._.title or "")
    if m and gender.of_first_name(m["who"]):
        return _person(scene, m["who"])
    n = scene.layout.index_of(at)
    for start, end in paragraphs[n + 1 : n + 1 + LETTER]:
        m = _SIGNED.fullmatch(text[start:end].strip())
        if m:
            return _person(scene, m["who"])
    for start, end in (*paragraphs[-2:], *scene.layout.boilerplate[-3:]):
        m = _NOTE.match(text, start, end) if start > at else None
        if m:
            return _person(scene, m["who"] or m["last"])
    if scene.doc._.outlet:
        party = gazetteer().find(scene.doc._.outlet)
        return Speaker(party.name if party else scene.doc._.outlet, SpeakerKind.ORGANISATION)
    return UNKNOWN


def _interviewed(scene: Scene, at: int) -> Person | None:
    """Who answers where paragraphs begin with "Q:" and "A:": the person named most before the first answer."""
    text, paragraphs = scene.text, scene.layout.paragraphs
    answers = [start for start, _ in paragraphs if _ANSWER.match(text, start)]
    if len(answers) < ANSWERS or at < answers[0]:
        return None
    turn = next((s for s, _ in reversed(paragraphs) if s <= at and _TURN.match(text, s)), None)
    if turn is None or not _ANSWER.match(text, turn):
        return None
    named = [(sum(m.span[0] < answers[0] for m in p.mentions), p) for p in scene.cast.persons]
    most = max(named, key=lambda x: x[0], default=(0, None))
    return most[1] if most[0] else None


def _person(scene: Scene, name: str) -> Speaker:
    person = scene.cast.person(name)
    return Speaker(person.name if person else name.rstrip("."), SpeakerKind.PERSON, person)
