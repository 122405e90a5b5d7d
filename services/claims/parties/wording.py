"""The words around a name, made ready to read: titles of courtesy and bygone roles left out."""

from __future__ import annotations

import re

from services.claims.lexicon import words

_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? +(?=[A-Z])")
_BYGONE = re.compile(
    r"\b(?:[Ff]ormer(?:ly)?|[Ee]x-|[Oo]ne-?time|[Pp]reviously|[Rr]etired)\b[^,;]*?(?=,|;| and (?=[a-z])| who |$)"
    r"|\bex-[^,;]*?(?=,|;| and (?=[a-z])|$)|\bworked [^,;]*|\bserved [^,;]*"
    r"|\bhad been [^,;]*|\bwho (?:left|quit|resigned) [^,;]*"
)
_MINISTRY = re.compile(
    r"(?<!eneral )\b(?P<office>[Ss]ecretary|[Mm]inister) (?:of|for) (?:the )?"
    r"(?:[Ss]tate\b(?! of)|(?P<field>[A-Za-z]+)(?:,? (?:and|&) [A-Z][\w]+)*)"
)


def plain_words(text: str) -> str:
    """`text` on one line, without "Mr." and its like, and "secretary of state" as "secretary": the "state" is none."""
    return _MINISTRY.sub(_office_alone, _COURTESY.sub("", " ".join(text.split())))


def _office_alone(m: re.Match[str]) -> str:
    field = m["field"]
    return m["office"] if field is None or field.lower() in words("roles", "portfolios") else m.group()


def present(text: str) -> str:
    """`text` without the roles that it says are over."""
    return _BYGONE.sub(" ", text)


def said(text: str) -> set[str]:
    """Its words, lower case, compounds also in their parts."""
    parts = text.lower().replace("’", "'").split()
    return {w for p in parts for w in (p.strip(".,()'\"").removesuffix("'s"), *p.strip(".,()").split("-"))}


def bare(name: str) -> str:
    """A name without article and possessive ending."""
    name = name.strip(" .,;:'’\"“”()")
    for tail in ("'s", "’s"):
        name = name.removesuffix(tail)
    return name.removeprefix("the ").removeprefix("The ")
