"""The phrase that two claims have in common, and the verdicts that they pass on it."""

from __future__ import annotations

import re

from services.contradictions.lexicon import table
from services.contradictions.meeting import Meeting
from services.contradictions.reading import Reading
from services.contradictions.stems import WORD, idle, stem
from services.contradictions.titles.lists import among, finite
from services.contradictions.titles.trimming import ended

LITTLE = frozenset(("the", "a", "an", "its", "their", "of", "in", "on", "to", "for", "by", "with", "at", "from"))
ADJECTIVE = re.compile(r"(?:ate|ful|less|al|ous|ary|ive|able|ible|ic|ed|ent|ant|iate|some)$")
ENOUGH = 2


def verdicts(pair: Meeting) -> tuple[str, str] | None:
    """What each calls it, where both do so in one adjective, one for and one against."""
    if pair.a.side * pair.b.side >= 0:
        return None
    ours, theirs = _verdict(pair.a), _verdict(pair.b)
    return (ours, theirs) if ours and theirs and ours != theirs else None


def _verdict(reading: Reading) -> str:
    marks = [m for m in reading.marks if m.sign * reading.side > 0 and m.frame not in ("attitude", "truth")]
    word = marks[0].words.casefold() if marks else ""
    return word if among(word, "verdicts") or (ADJECTIVE.search(word) and " " not in word) else ""


def common(pair: Meeting) -> str:
    """The longest phrase of either claim made of words that both use in their contents, or nothing: two words of
    content at least, none of which takes a side."""
    judging = {stem(w) for r in (pair.a, pair.b) for m in r.marks for w in WORD.findall(m.words)}
    stems = (pair.a.context & pair.b.context) - pair.a.profile.stems - pair.b.profile.stems - judging
    found = [p for text in (pair.a.text, pair.b.text) for p in _runs(text, stems)]
    return max(found, key=lambda p: (len(_content(p)), -len(p), p), default="")


def _runs(text: str, stems: frozenset[str]) -> list[str]:
    runs: list[list[str]] = [[]]
    for token in re.findall(r"[\w’'-]+|[^\w\s]", text):
        if (
            token[0].isalnum()
            and (stem(token) in stems or (token.casefold() in LITTLE and runs[-1]))
            and not finite(token)
        ):
            runs[-1].append(token)
        elif runs[-1]:
            runs.append([])
    phrases = [ended(" ".join(run)) for run in runs if run]
    return [p for p in phrases if len(_content(p)) >= ENOUGH]


def _content(phrase: str) -> list[str]:
    numbers = table("quantities")["words"]
    return [w for w in WORD.findall(phrase) if w.casefold() not in idle() and w.casefold() not in numbers]
