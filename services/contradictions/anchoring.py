"""Whether two figures measure one thing: what the clauses around them share, against what each has of its own."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from services.contradictions.lexicon import table
from services.contradictions.meeting import Meeting
from services.contradictions.numerals import numerals_of
from services.contradictions.periods import points_of
from services.contradictions.reading import Reading
from services.contradictions.stems import WORD, idle, stem

Span = tuple[int, int]
SURE = 0.6
"""The least share of common words: more than one to each of the poorer side's own."""
FEW = 2
QUOTED = 72
NONE = frozenset[str]()
ARTICLES = ("the", "a", "an", "its", "their", "his", "her", "our")


def alike(pair: Meeting, one: Span, other: Span, *, ignored: frozenset[str] = NONE, timed: bool = False) -> float:
    """0, or `SURE` to 1: how surely the figure at `one` in a's text measures what that at `other` in b's does.
    `ignored`: stems that do not count; `timed`: the figures are times, which then set nothing apart."""
    if not comparable(pair, one, other, timed=timed):
        return 0.0
    ours, theirs = _sides_of(pair, one, other, ignored)
    if _exchanged(clause_of(pair.a.text, one), clause_of(pair.b.text, other), ours ^ theirs):
        return 0.0
    return _shares(ours, theirs)


def comparable(pair: Meeting, one: Span, other: Span, *, timed: bool = False) -> bool:
    """Whether nothing sets the two figures apart: another time, place, group or fate, or that one is only relayed."""
    a, b = _bare(pair.a.text, one), _bare(pair.b.text, other)
    told = relayed(pair.a, one) or relayed(pair.b, other)
    if told or _aside(pair.a, one) != _aside(pair.b, other) or rivals(a, b) or _places_differ(pair, a, b):
        return False
    return timed or not _times_differ(a, b)


def _bare(text: str, span: Span) -> str:
    return clause_of(text, span).replace(text[slice(*span)], " ")


def _sides_of(pair: Meeting, one: Span, other: Span, ignored: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    a, b = clause_of(pair.a.text, one), clause_of(pair.b.text, other)
    return _stems(pair.a, a, one) - ignored, _stems(pair.b, b, other) - ignored


def _shares(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Of two clauses, what both say against what the poorer says alone. A single word in common is enough only where
    neither side says much more."""
    shared = len(ours & theirs)
    left = min(len(ours), len(theirs)) - shared
    if not shared or (shared < FEW and (left or max(len(ours), len(theirs)) > FEW)):
        return 0.0
    share = shared / (shared + left)
    return share if share >= SURE else 0.0


def _exchanged(a: str, b: str, differing: frozenset[str]) -> bool:
    """Whether a word of one side stands where another stands on the other: "paid for the bridge", "paid for the
    tunnel"."""
    ours, theirs = _slots(a, differing), _slots(b, differing)
    return any(stems and not stems & theirs.get(slot, stems) for slot, stems in ours.items())


def _slots(clause: str, differing: frozenset[str]) -> dict[str, frozenset[str]]:
    """The words that tell both sides apart by what stands before them, the last two where one is an article."""
    words = ["#" if w[0].isdigit() else w.casefold() for w in WORD.findall(clause)]
    slots: dict[str, frozenset[str]] = {}
    for n, word in enumerate(words):
        if n and stem(word) in differing:
            slot = " ".join(words[max(0, n - 2) : n]) if words[n - 1] in ARTICLES else words[n - 1]
            slots[slot] = slots.get(slot, NONE) | {stem(word)}
    return slots


@cache
def _clause_end() -> re.Pattern[str]:
    return re.compile(table("scopes")["clause"], re.IGNORECASE)


@lru_cache(maxsize=8192)
def clause_of(text: str, span: Span) -> str:
    """The clause that the figure stands in; with the one before it, or else after it, where it says little else."""
    ends = [m.span() for m in _clause_end().finditer(text)]
    start = max((e for _, e in ends if e <= span[0]), default=0)
    stop = min((s for s, _ in ends if s >= span[1]), default=len(text))
    words = [w for w in WORD.findall(text[start : span[0]] + " " + text[span[1] : stop]) if w.casefold() not in idle()]
    if len(words) >= FEW:
        return text[start:stop]
    earlier = max((e for s, e in ends if e < start), default=0) if start else 0
    later = min((s for s, _ in ends if s > stop), default=len(text))
    return text[earlier:stop] if start else text[start:later]


@cache
def _rivals() -> tuple[tuple[re.Pattern[str], ...], ...]:
    return tuple(
        tuple(re.compile(rf"\b(?:{words.strip()})\b", re.IGNORECASE) for words in group.split(";"))
        for group in table("scopes")["rivals"]
    )


@lru_cache(maxsize=8192)
def _sides(text: str) -> tuple[frozenset[int], ...]:
    return tuple(frozenset(n for n, words in enumerate(group) if words.search(text)) for group in _rivals())


def rivals(one: str, other: str) -> bool:
    """Whether two clauses name groups, places or fates that rule each other out."""
    return any(x and y and not x & y for x, y in zip(_sides(one), _sides(other), strict=True))


@lru_cache(maxsize=8192)
def periods_in(text: str) -> frozenset[str]:
    """The times that a clause is about, in lower case, without the words that open them."""
    found = {p.words.casefold() for p in points_of(text)}
    for pattern in table("scopes")["periods"]:
        found |= {m.group().casefold() for m in re.finditer(pattern, text, re.IGNORECASE)}
    return frozenset(re.sub(r"^(?:in|since|by|until|before|after|during|of|from|to) ", "", p) for p in found)


def _times_differ(a: str, b: str) -> bool:
    ours, theirs = periods_in(a), periods_in(b)
    return bool(ours and theirs and not ours & theirs)


def _places_differ(pair: Meeting, a: str, b: str) -> bool:
    """Whether each names places or bodies, none of them the same."""
    known = pair.a.profile.stems | pair.b.profile.stems
    ours, theirs = _names(a) - known, _names(b) - known
    return bool(ours and theirs and not ours & theirs)


def _names(clause: str) -> frozenset[str]:
    """Stems of words with a capital, the clause's first left out."""
    words = list(WORD.finditer(clause))[1:]
    return frozenset(stem(w.group()) for w in words if w.group()[0].isupper() and w.group().casefold() not in idle())


@cache
def _relaying() -> re.Pattern[str]:
    return re.compile(table("scopes")["relayed"], re.IGNORECASE)


def relayed(reading: Reading, span: Span) -> bool:
    """Whether the figure is told as somebody else's ("the company's tale of 80 tonnes")."""
    return _relaying().search(reading.text, max(0, span[0] - QUOTED), span[1]) is not None


@cache
def _aside_words() -> re.Pattern[str]:
    return re.compile(table("scopes")["aside"], re.IGNORECASE)


def _aside(reading: Reading, span: Span) -> bool:
    """Whether the figure is another case's ("as in 2012, with 97 hands")."""
    clause = clause_of(reading.text, span)
    return _aside_words().search(reading.text[max(0, span[0] - QUOTED) : span[1]] + " " + clause) is not None


def _stems(reading: Reading, clause: str, span: Span) -> frozenset[str]:
    """What the clause speaks of, without figures and without who speaks."""
    figures = {w.casefold() for n in numerals_of(clause) for w in WORD.findall(clause[n.start : n.end])}
    figures |= {w.casefold() for w in WORD.findall(reading.text[span[0] : span[1]])}
    words = (w for w in WORD.findall(clause) if len(w) > 1 and not w[0].isdigit())
    kept = frozenset(stem(w) for w in words if w.casefold().replace("’", "'") not in idle() | figures)
    return kept - reading.profile.stems
