"""Texts cut to what a title holds, at the ends of clauses and phrases only."""

from __future__ import annotations

import re

from services.contradictions.stems import WORD, idle
from services.contradictions.titles.lists import among, finite, first, last

LONGEST = 90
ENOUGH = 2
SENTENCE = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])[.!?;:](?=\s|$)|\s[—–]\s")
ASIDE = re.compile(
    r",? (?:because|although|though|while|unless|so that|so long as|in which|for which|against which)\b"
    r"|, since\b| since (?=(?:it|they|he|she|we|nothing|nobody|that)\b)| and (?:said|asked|that)\b|, (?=[\"“])"
    r"|, (?:and|but|or|nor|which|who|whose|whom|where|when|for|with|as|if|after|before|having|being|not|most|some|all"
    r"|each|every|they|it|he|she|we|I|there|that|its|their|his|her|once|until|so|whatever|whoever"
    r"|\w+ed (?=the|a|an|every|no|in|that))\b"
)
LOOSE = re.compile(
    r" (?:and|but|or|so|than) (?=(?:that|the|it|he|she|they|we|to|its|their|his|her|a|an|nobody|no|is|was|has)\b)"
)
PHRASE = re.compile(
    r",? (?=(?:who|which|that|where|when|if|as|after|before|until|for|with|without|from|in|at|by|on|to|into|over|under"
    r"|like|near)\b)|, "
)
PARTICIPLE = re.compile(r"(?:ed|en|wn|found|been|made|held|kept|put|set|brought|caught|is|are|was|were)$")
ALONE = re.compile(r"(?<=\w\w), \w+$")
INSERTED = re.compile(r", (?:which|who|whose) [^,]{3,60},(?= |$)")


def telling(phrase: str) -> int:
    """How many of a phrase's words say something by themselves."""
    return len([w for w in WORD.findall(phrase) if w.casefold() not in idle()])


def bare(text: str) -> str:
    """The first sentence of a text without quotation marks at its ends and the conjunction that joins it on."""
    text = " ".join(text.split()).strip(" ,.;:\"“”‘’'")
    end = next((m.start() for m in SENTENCE.finditer(text) if telling(text[: m.start()]) >= ENOUGH), len(text))
    text = without_insertions(text[:end].strip(' ,.;:"“”'))
    text = text if sum(map(text.count, '"“”')) % 2 == 0 else re.sub(r'["“”]', "", text)
    return re.sub(r"^(?:that|how) (?!(?:is|was|were|had|has|would|will)\b)", "", text)


def without_insertions(text: str) -> str:
    """The text without what stands between commas in the midst of its subject: ", which it had seen,"."""
    return INSERTED.sub(lambda m: "" if finite(first(text[m.end() :]) or "is") else ",", text)


def trimmed(text: str, room: int = LONGEST, enough: int = ENOUGH) -> str:
    """The text up to its first aside after `enough` telling words; where that is still too long, up to the last end of
    a phrase that fits."""
    whole = text
    text = _until(text, ASIDE, first=True, enough=enough)
    for ends in (LOOSE, PHRASE):
        if len(text) > room:
            text = _until(text[: room + 12], ends, first=False, room=room)
    if len(text) > room:
        text = text[: max(text.rfind(" ", 0, room), 0)] or text[:room]
    return ended(text) if text != whole else text.strip(' ,;:-–—"“”')


def _until(text: str, ends: re.Pattern[str], *, first: bool, room: int = LONGEST, enough: int = ENOUGH) -> str:
    fit = [
        m.start() for m in ends.finditer(text) if telling(text[: m.start()]) >= enough and (first or m.start() <= room)
    ]
    if not fit:
        return text
    whole = [at for at in fit if not PARTICIPLE.search(text[:at])] or fit
    return text[: fit[0] if first else whole[-1]]


def ended(text: str) -> str:
    """The text without what can't end a phrase: conjunctions, prepositions, articles, auxiliaries, marks."""
    text = text.strip(' ,;:-–—"“”')
    text = ALONE.sub("", text)
    while " " in text and (
        among(last(text), "leads", "auxiliaries", "inner") or last(text) in ("the", "a", "an", "no")
    ):
        text = text[: text.rfind(" ")].strip(' ,;:-–—"“”')
    quotes = sum(text.count(mark) for mark in '"“”')
    return re.sub(r'["“”]', "", text) if quotes % 2 else text
