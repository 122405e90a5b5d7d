"""A short title of the question that two claims meet on."""

from __future__ import annotations

import re

from services.contradictions.actors import NAME
from services.contradictions.evaluations import Mark
from services.contradictions.meeting import Meeting
from services.contradictions.reading import Reading
from services.contradictions.stems import WORD, idle, stem

LONGEST = 70
PHRASE = re.compile(r"[\w’'.-]+(?:\s+[\w’'.-]+)*")
BARE = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "our",
        "this",
        "that",
        "these",
        "those",
        "and",
        "or",
        "of",
        "in",
        "on",
        "to",
        "for",
        "by",
        "with",
        "at",
        "from",
    ]
)


def title_of(pair: Meeting) -> str:
    """ "NATO's strikes: disproportionate or necessary?" where both sides evaluate, else the phrase that both share;
    never empty."""
    subject = _subject(pair)
    ours, theirs = _verdict(pair.a), _verdict(pair.b)
    if pair.a.side * pair.b.side < 0 and ours and theirs and ours.casefold() != theirs.casefold():
        return f"{subject}: {ours} or {theirs}?"
    return subject


def _verdict(reading: Reading) -> str:
    """The one evaluative word that carries the side taken, without what turns it."""
    marks: list[Mark] = [m for m in reading.marks if m.sign * reading.side > 0 and m.frame != "attitude"]
    return marks[0].words.casefold() if marks and len(marks[0].words) < 28 else ""


def _subject(pair: Meeting) -> str:
    """The longest phrase of either claim, or its sentence, made of words that both use; else the names; else the
    text."""
    shared = pair.a.context & pair.b.context - _own(pair)
    texts = [t for r in (pair.a, pair.b) for t in (r.text, r.statement.sentence or "")]
    phrases = [p for text in texts for p in _phrases(text, shared)]
    if phrases:
        return _tidy(max(phrases, key=lambda p: (_weight(p, shared), -len(p))))
    names = [m.group() for t in texts for m in NAME.finditer(t) if len(m.group()) > 3]
    return _tidy(names[0] if names else " ".join(pair.a.text.split()[:8]))


def _own(pair: Meeting) -> frozenset[str]:
    """Stems of the speakers' names: who speaks is not what is at issue."""
    said = (pair.a.statement.speaker, pair.b.statement.speaker)
    return frozenset(stem(w) for s in said if s and " " in s for w in s.split())


def _phrases(text: str, shared: frozenset[str]) -> list[str]:
    """Runs of shared words with the little words between them."""
    runs: list[list[str]] = [[]]
    for token in re.findall(r"[\w’'.-]+|[^\w\s]", text):
        word = token.strip(".'’-")
        if word and (stem(word) in shared or (word.casefold() in BARE and runs[-1])):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    out = []
    for run in runs:
        while run and run[-1].casefold() in BARE:
            run.pop()
        if run:
            out.append(" ".join(run))
    return out


def _weight(phrase: str, shared: frozenset[str]) -> float:
    words = [w for w in WORD.findall(phrase) if w.casefold() not in idle()]
    return len({stem(w) for w in words} & shared) + 0.5 * any(w[0].isupper() for w in words)


def _tidy(phrase: str) -> str:
    short = phrase if len(phrase) <= LONGEST else phrase[: phrase.rfind(" ", 0, LONGEST)]
    short = re.sub(r"['’]s$", "", short.strip(' ,.;:"“”'))
    return short[:1].upper() + short[1:] or "Unnamed matter"
