"""The word lists of titles."""

from __future__ import annotations

import re
from functools import cache

from services.contradictions.lexicon import table

TOKEN = re.compile(r"[\w’'-]+(?:[.,]\d+)*%?|[^\w\s]")


@cache
def words(block: str) -> frozenset[str]:
    """The words under `block` of data/titles.yaml."""
    return frozenset(str(table("titles")[block]).split())


@cache
def past() -> dict[str, str]:
    """Past forms of verbs with their infinitives."""
    return dict(pair.split(":") for pair in str(table("titles")["past"]).split())


def finite(word: str) -> bool:
    """Whether a word is an auxiliary, or a finite verb that is known as one."""
    return among(word, "auxiliaries", "present") or word.casefold() in past()


def infinitive(verb: str) -> tuple[str, str] | None:
    """What asks with a verb and its infinitive ("did", "fall" for "fell"), or None for one that is not known."""
    word = verb.casefold()
    if word in past():
        return "did", past()[word]
    if word in ("had", "has", "have"):
        return {"had": "did", "has": "does", "have": "do"}[word], "have"
    if not among(word, "present"):
        return None
    for ending, base in (("ies", "y"), ("shes", "sh"), ("ches", "ch"), ("oes", "o"), ("sses", "ss")):
        if word.endswith(ending) and word != "lies":
            return "does", word.removesuffix(ending) + base
    return "does", word.removesuffix("s")


def among(word: str, *blocks: str) -> bool:
    """Whether a word stands in one of the blocks, whatever its case."""
    return any(word.casefold().strip(",.;:") in words(block) for block in blocks)


def first(text: str) -> str:
    """The first word of a text in lower case, or nothing."""
    found = re.match(r"\W*([\w’'-]+)", text)
    return found.group(1).casefold() if found else ""


def last(text: str) -> str:
    """The last word of a text in lower case, or nothing."""
    found = re.search(r"([\w’'-]+)\W*$", text)
    return found.group(1).casefold() if found else ""


def opens(text: str) -> bool:
    """Whether a text begins as a noun phrase surely does: with an article, a number, a name."""
    word = first(text)
    return among(word, "openers") or word[:1].isdigit() or (text[:1].isupper() and not among(word, "leads", "pronouns"))


def _participle(word: str, after: str) -> bool:
    """Whether a past form may as well belong to a noun: "three lives lost in a year"."""
    known = past().get(word.casefold())
    return known is not None and among(word, "participles") and not (opens(after) and after[:1].islower())


def finite_at(text: str) -> int | None:
    """Where the main verb of a clause starts, as far as auxiliaries and frequent verbs tell; None where a clause within
    comes first or there is none."""
    previous = ""
    for n, token in enumerate(TOKEN.finditer(text)):
        word, before, previous = token.group(), previous, token.group().casefold()
        if not n and among(word, "auxiliaries"):
            return None
        if n and finite(word):
            if before in ("and", "or"):
                return None
            noun = before == "to" or (not among(word, "auxiliaries") and among(before, "openers", "leads", "pronouns"))
            if not noun and not _participle(word, text[token.end() :].strip()):
                return token.start()
        if n and (among(word, "inner", "pronouns") and word.casefold() not in ("its", "their", "his", "her")):
            return None
        if word in ";:.!?—–":
            return None
    return None
