"""What a statement says, with the subject or target that its sentence gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.contradictions.titles.lists import among, finite, finite_at, first, last, opens
from services.contradictions.titles.sources import around, begins, named, speaker_of
from services.contradictions.titles.trimming import bare, telling, without_insertions
from services.domain.claim import Statement

TO = re.compile(r"^to (?=[a-z])")
LINK = re.compile(r"(?:^|\s)(as|at|of|to|on|for|from|in|down to|down|with|into|against|by|over|than|like)$")
DOWN = re.compile(r"^(?:down to|to|as|of|on|for|at(?! least| most)|from|by|with) ", re.IGNORECASE)
PAIRED = re.compile(r" (as|at|of|for|down to|to|responsible) ")
HAVING = re.compile(r"^(?:ever )?having (?=\w)")
POSSESSIVE = ("its", "their", "his", "her")
WHOM = re.compile(r"^([^,]{3,50}?) to ([a-z].+)$")
NOT_ONE = re.compile(r"not (?:a|an|one)\b")
MOST, SHORT = 12, 4


@dataclass(frozen=True, slots=True)
class Said:
    """`form` is "clause" (`subject` may stand within `words`), "described" (the subject and what it is said to be),
    "due" (the subject and what it is put down to), "accused", "asked" (the subject should do `words`), "promised" (the
    subject will), "there" (whether there will be such), "thereby" (whether there was), or "phrase" (`words` alone)."""

    form: str
    subject: str
    words: str
    turning: bool = True
    """Whether the first word's capital, if it has one, is surely its own: not that of the sentence's beginning."""


def said(statement: Statement) -> Said:
    """The form that content and sentence allow."""
    text, cue = bare(statement.text), " ".join((statement.cue or "").split())
    where = around(statement, cue)
    between = without_insertions(where.between.rstrip())
    verb, between = cue.split(" ")[0], "" if between.endswith((",", ":")) else between.strip(' ,:"“”')
    that = re.search(r"(?:^|\s)that\b", between) is not None or first(statement.text) == "that"
    between = re.sub(r"^(?:[\w’' ]*\s)?that\b\s*", "", between)
    if among(cue, "auxiliaries") and not between and not among(first(text), "pronouns"):
        who = where.before.strip()
        plain = opens(who) and len(who.split()) < SHORT + 2 and "," not in who
        return Said("clause", who if plain else speaker_of(statement), f"{cue} {text}")
    if where.subject and not opens(text) and not TO.match(text) and not among(first(text), "leads", "pronouns"):
        return Said("clause", where.subject, text, turning=not begins(statement, where.subject))
    found = _asked(statement, verb, between, text, that)
    if among(verb, "informing") and not link_at(between) and (that or finite_at(text) is not None):
        between = ""
    if not found and between and len(between.split()) <= MOST:
        found = _told(statement, verb, between, text)
    return found or _plain(statement, verb, cue, text, that)


def link_at(between: str) -> bool:
    """Whether a preposition ends the words between cue and content."""
    return LINK.search(between) is not None


def _asked(statement: Statement, verb: str, between: str, text: str, that: bool) -> Said | None:
    """Who should do it, or will."""
    be = re.match(r"^([^,]{3,60}?) (?:to )?be (.+)$", text)
    wished = among(verb, "demanding", "promising") and opens(text) and (that or " to be " in text)
    if be and wished and not any(map(finite, be.group(1).split())):
        return Said("asked", be.group(1), f"be {be.group(2)}")
    both = WHOM.match(text)
    on = not verb.startswith("call") or first(between) == "on"
    if among(verb, "urging") and on and both and opens(text) and not any(map(finite, both.group(1).split())):
        return Said("asked", both.group(1), both.group(2))
    to = TO.sub("", text) if TO.match(text) else text if last(between) == "to" else ""
    whom = re.sub(r"^(?:on|for) |\s*\b(?:not )?to$", "", between)
    if not to or last(re.sub(r"\s*\bto$", "", between)) == "not":
        return None
    if among(verb, "promising") and not whom and speaker_of(statement):
        return Said("promised", speaker_of(statement), to)
    if among(verb, "demanding") and whom and opens(whom) and len(whom.split()) <= MOST - SHORT:
        return Said("asked", whom, to)
    return None


def _told(statement: Statement, verb: str, between: str, text: str) -> Said | None:
    """What the words between cue and content and the content make together."""
    link = LINK.search(between)
    target = between[: link.start()].strip() if link else between
    whole = named(statement, verb, f"{between} {text}")
    if finite_at(whole) is not None and finite_at(f"{whole[: -len(text)]}x") is not None and len(between.split()) > 1:
        return Said("clause", "", whole)
    if (
        not target
        or among(first(target), "leads")
        or (first(target) not in POSSESSIVE and among(first(target), "pronouns"))
    ):
        return Said("clause", "", whole) if whole != f"{between} {text}" and not link else None
    if link or DOWN.match(text):
        return _linked(verb, target, link.group(1) if link else first(text), text)
    if among(verb, "telling") and (opens(text) or first(text) == "among"):
        return Said("described", target, text)
    if not opens(text) and not among(first(text), "leads", "pronouns"):
        subject = named(statement, verb, target)
        return Said("clause", subject, text) if opens(subject) else None
    return None


def _linked(verb: str, target: str, link: str, text: str) -> Said | None:
    """Two phrases that a preposition joins under a verb: described as, put down to, accused of."""
    words = DOWN.sub("", text)
    if not opens(target):
        return None
    if HAVING.match(words) and link in ("of", "for"):
        plural = target.endswith("s") and not target.endswith("ss")
        return Said("clause", target, HAVING.sub("have " if plural else "has ", words))
    if link == "responsible":
        return Said("described", target, f"responsible {text}")
    if among(verb, "accusing") and link in ("of", "for"):
        return Said("accused", target, words)
    if among(verb, "blaming") and link in ("to", "down to", "down", "on") and opens(words):
        return Said("due", *((words, target) if verb.startswith("blam") else (target, words)))
    likened = link == "to" and verb.startswith(("liken", "compar"))
    if likened or (link == "as" and among(verb, "telling")) or (link == "at" and among(verb, "valuing")):
        return Said("described", target, words)
    return None


def _plain(statement: Statement, verb: str, cue: str, text: str, that: bool) -> Said:
    """The content by itself."""
    for paired in PAIRED.finditer(text) if opens(text) and not that else ():
        target = text[: paired.start()]
        if len(target.split()) > MOST or re.search(r'[,"“”]| such$', target) or any(map(finite, target.split())):
            break
        told = _linked(verb, target, paired.group(1), text[paired.end() :])
        if told:
            return told
    if among(verb, "ruling") and not that and first(text) == "any":
        return Said("there", "", text)
    if among(verb, "denying") and not that and first(text) == "any" and finite_at(text) is None:
        return Said("thereby", "", text)
    if among(verb, "denying") and HAVING.match(text):
        return Said("clause", speaker_of(statement), HAVING.sub("has ", text))
    text = named(statement, verb, text)
    sure = that or (among(verb, "saying") and len(text.split()) >= SHORT)
    clausal = finite_at(text) is not None or (sure and opens(text) and telling(text) > 2)
    if not TO.match(text) and clausal and (not among(first(text), "leads") or NOT_ONE.match(text)):
        return Said("clause", "", text, turning=not begins(statement, text))
    return Said("phrase", "", text if sure and first(text) in ("for", "of") else DOWN.sub("", TO.sub("", text)))
