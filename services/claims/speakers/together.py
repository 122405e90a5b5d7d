"""Persons named in one breath, whom "they" means next: "Crapo and Risch … They endorsed the judge"."""

from __future__ import annotations

import re

from services.claims.document import sentence_of, tokens_at
from services.claims.speakers.cast import Person
from services.claims.speakers.scene import Scene
from services.claims.speakers.speaker import Speaker
from services.domain.claim import SpeakerKind

_LINK = re.compile(r"\s*(?:,|,? and)\s+(?:(?:[A-Z][a-z]*\.?|former|[Ss]en(?:ator)?s?\.?|[Gg]ov\.?) ){0,3}")


def pair(scene: Scene, at: int) -> tuple[int, Speaker] | None:
    """The last two or more persons that this sentence or the one before joins by "and", and where their names begin;
    None where there are none."""
    token = tokens_at(scene.doc, (at, at + 1))[0]
    here = sentence_of(token)
    start = sentence_of(scene.doc[max(0, here.start - 1)]).start_char
    placed = sorted(
        ((m.span, p) for p in scene.cast.persons for m in p.mentions if start <= m.span[0] < at), key=lambda x: x[0]
    )
    best: list[tuple[int, Person]] = []
    row: list[tuple[int, Person]] = []
    end = -1
    joined = False
    for span, person in placed:
        between = scene.text[end : span[0]] if row else ""
        if row and _LINK.fullmatch(between) and person is not row[-1][1]:
            row.append((span[0], person))
            joined = joined or " and" in between
        else:
            row, joined = [(span[0], person)], False
        if joined:
            best = list(row)
        end = span[1]
    names = list(dict.fromkeys(p.name for _, p in best))
    if len(names) < 2:
        return None
    return best[0][0], Speaker(", ".join(names[:-1]) + f" and {names[-1]}", SpeakerKind.GROUP)
