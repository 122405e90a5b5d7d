"""A statement read once for all signals: words, side taken, parties, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from services.contradictions.actors import WE, Profile, names_in, profile_of
from services.contradictions.cues import act_of, conditional
from services.contradictions.evaluations import Mark, marks_of, polarity
from services.contradictions.leaning import leans, nearby
from services.contradictions.stems import content_stems
from services.domain.claim import Statement

FEW = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What the signals need to know of a statement. `side` is -1 to 1: against or for what it speaks of; `about` are
    the stems that tell its topic: its own, or where it leans on what was said before ("it would be a boon") those
    nearby; `context` are the stems of content and sentence."""

    statement: Statement
    text: str
    act: str
    conditional: bool
    marks: tuple[Mark, ...]
    side: float
    stems: frozenset[str]
    about: frozenset[str]
    context: frozenset[str]
    names: frozenset[str]
    profile: Profile
    we: bool


@lru_cache(maxsize=4096)
def read(statement: Statement) -> Reading:
    """The reading; a cue that condemns or praises counts as a mark of its own."""
    text, act = " ".join(statement.text.split()), act_of(statement)
    marks = marks_of(text)
    cue = " ".join((statement.cue or act).split())
    if act in ("condemns", "praises"):
        marks = (Mark("attitude", -1 if act == "condemns" else 1, cue, -1), *marks)
    around = " ".join(p for p in (statement.sentence, statement.target) if p)
    stems = content_stems(text)
    context = stems | content_stems(around)
    about = (
        content_stems(nearby(statement))
        if leans(text) or len(stems - content_stems(" ".join(m.words for m in marks))) < FEW
        else stems
    )
    return Reading(
        statement,
        text,
        act,
        conditional(statement),
        marks,
        _side(act, marks),
        stems,
        about,
        context,
        names_in(text),
        profile_of(statement.party, statement.speaker or statement.source),
        bool(WE.search(text)),
    )


def _side(act: str, marks: tuple[Mark, ...]) -> float:
    """Condemning and praising outweigh the content; denying turns it; doubt turns it by half."""
    found = polarity(marks)
    match act:
        case "condemns":
            return min(found, -0.6)
        case "praises":
            return max(found, 0.6)
        case "denies":
            return -found
        case "doubts":
            return -found / 2
        case _:
            return found
