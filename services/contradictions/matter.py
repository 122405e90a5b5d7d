"""A short title of the question that two claims meet on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.contradictions.meeting import Meeting
from services.contradictions.reading import Reading
from services.contradictions.stems import content_stems
from services.contradictions.titles.anchors import anchored, named
from services.contradictions.titles.counted import counted
from services.contradictions.titles.lists import among, first, opens
from services.contradictions.titles.questions import being, lowered, question, raised
from services.contradictions.titles.said import Said, said
from services.contradictions.titles.shared import common, verdicts
from services.contradictions.titles.trimming import LONGEST, bare, telling, trimmed

UNNAMED = "Unnamed matter"
POINTS = {
    "asked": 3.2,
    "promised": 3.2,
    "clause": 3.0,
    "described": 2.9,
    "due": 3.2,
    "accused": 2.8,
    "there": 3.2,
    "target": 1.8,
    "phrase": 1.4,
}
PRONOUN = re.compile(r"\b(?:i|me|my|we|us|our|you|your|he|him|his|she|her|they|them|it|this|these)\b", re.IGNORECASE)
STRANGER = re.compile(r"\b(?:i|me|my|we|us|our|ours|you|your|i'm|i’m|we're|we’re)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible title and how good it is."""

    title: str
    points: float


def title_of(pair: Meeting) -> str:
    """The question that both claims meet on, in the words of the one that tells it best: "Had anybody at Alpidro seen a
    crack?"; "NATO's strikes: disproportionate or necessary?" where each passes a verdict; never empty."""
    subject, passed = common(pair), verdicts(pair)
    if subject and passed:
        return f"{raised(subject)}: {passed[0]} or {passed[1]}?"
    count = counted(pair)
    if count:
        return anchored(count, pair.a.statement, pair.b.statement)
    ours, theirs = _best(pair.a, pair.b), _best(pair.b, pair.a)
    if _rank(ours) >= _rank(theirs):
        return anchored(ours.title, pair.a.statement, pair.b.statement)
    return anchored(theirs.title, pair.b.statement, pair.a.statement)


def _rank(one: Candidate) -> tuple[float, int, str]:
    return one.points, -len(one.title), one.title


def topic_of(one: Reading) -> str:
    """What one statement speaks of, as the question that it answers or the phrase that it says; never empty."""
    return anchored(_best(one, None).title, one.statement)


def _best(one: Reading, other: Reading | None) -> Candidate:
    found = [_worded(said(one.statement))]
    target = bare(one.statement.target or "")
    if telling(target) > 1:
        found.append(("target", trimmed(target)))
    context = other.context if other else frozenset[str]()
    rated = [Candidate(_shown(title), _points(form, title, context)) for form, title in found]
    return max(rated, key=_rank)


def _worded(what: Said) -> tuple[str, str]:
    """The form and the title made of it."""
    subject, room = lowered(what.subject), LONGEST - len(what.subject)
    match what.form:
        case "clause":
            return "clause", question(what.subject, what.words, turned=what.turning)
        case "asked":
            return "asked", f"Should {subject} {trimmed(what.words, room, 1)}?"
        case "promised":
            ever = re.sub(r"\bnever\b", "ever", trimmed(what.words, room, 1))
            return "promised", f"Will {subject} {ever}?"
        case "described":
            return "described", f"{being(what.subject)} {subject} {trimmed(what.words, room, 1)}?"
        case "due":
            return (
                "due",
                f"{'Were' if being(what.subject) == 'Are' else 'Was'} {subject} due to {trimmed(what.words, room, 1)}?",
            )
        case "accused":
            return "accused", f"{what.subject} accused of {trimmed(what.words, room, 1)}"
        case "there":
            return "there", f"Will there be {trimmed(what.words)}?"
        case "thereby":
            return "there", f"{'Were' if being(what.words) == 'Are' else 'Was'} there {trimmed(what.words)}?"
        case _:
            return "phrase", trimmed(what.words)


def _shown(title: str) -> str:
    """The title with a capital; somebody's own words ("we", "I") in quotation marks."""
    if not title.strip("?"):
        return UNNAMED
    if STRANGER.search(title):
        return f"“{raised(title.rstrip('?'))}”"
    return raised(title)


def _points(form: str, title: str, context: frozenset[str]) -> float:
    """Forms that ask come first; shared words and names speak for a title, pronouns and few words against it."""
    points = POINTS[form] + 0.6 * min(3, len(content_stems(title) & context)) + 0.5 * named(title)
    points += 0.4 * (form == "clause" and among(first(title), "auxiliaries"))
    points -= 0.7 * min(2, len(PRONOUN.findall(title))) + 1.6 * bool(STRANGER.search(title))
    points -= 1.2 * (telling(title) < 2) + 0.4 * (len(title) > LONGEST - 10)
    return points - 0.8 * (form == "phrase" and not opens(title))
