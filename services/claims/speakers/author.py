"""Who says "I" or "we" outside every quotation: whom a byline, a signature or a note on the author names, else the
outlet."""

from __future__ import annotations

import re

from services.claims.parties.gazetteer import gazetteer
from services.claims.speakers.scene import Scene
from services.claims.speakers.speaker import UNKNOWN, Speaker
from services.domain.claim import SpeakerKind

_NAME = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}"
_BYLINE = re.compile(rf"(?:By|BY) (?P<who>{_NAME})")
_SIGNED = re.compile(rf"[—–-]{{0,2}} ?(?P<who>{_NAME})\.?$")
_NOTE = re.compile(rf"(?P<who>{_NAME}),? (?:a |an |the |who |is |was |writes |covers |teaches |serves )")
LETTER = 2
"""How many paragraphs below the words a signature may stand."""


def author(scene: Scene, at: int) -> Speaker:
    """The author of the words at character `at`, as far as the article names him or her."""
    text, paragraphs = scene.text, scene.layout.paragraphs
    for span in scene.layout.boilerplate:
        m = _BYLINE.match(text, *span)
        if m:
            return Speaker(m["who"].title() if m["who"].isupper() else m["who"], SpeakerKind.PERSON)
    n = scene.layout.index_of(at)
    for start, end in paragraphs[n + 1 : n + 1 + LETTER]:
        m = _SIGNED.fullmatch(text[start:end].strip())
        if m:
            return _person(scene, m["who"])
    for start, end in (*paragraphs[-2:], *scene.layout.boilerplate[-3:]):
        m = _NOTE.match(text, start, end) if start > at else None
        if m:
            return _person(scene, m["who"])
    if scene.doc._.outlet:
        party = gazetteer().find(scene.doc._.outlet)
        return Speaker(party.name if party else scene.doc._.outlet, SpeakerKind.ORGANISATION)
    return UNKNOWN


def _person(scene: Scene, name: str) -> Speaker:
    person = scene.cast.person(name)
    return Speaker(person.name if person else name.rstrip("."), SpeakerKind.PERSON, person)
