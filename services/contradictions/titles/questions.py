"""Clauses made into questions: "nobody had seen a crack" becomes "Had anybody seen a crack?"."""

from __future__ import annotations

import re

from services.contradictions.titles.lists import TOKEN, among, finite, finite_at, first, infinitive
from services.contradictions.titles.trimming import ended, trimmed

NONE = (
    (re.compile(r"^(?:nobody|no one|no-one)\b", re.IGNORECASE), "anybody"),
    (re.compile(r"^not (?:a|one) single\b", re.IGNORECASE), "a single"),
    (re.compile(r"^not (a|an|one)\b", re.IGNORECASE), r"\1"),
    (re.compile(r"^none of\b", re.IGNORECASE), "any of"),
    (re.compile(r"^nothing\b", re.IGNORECASE), "anything"),
    (re.compile(r"^no (?!more|less|fewer|longer)", re.IGNORECASE), "any "),
)
WITHIN = (
    (re.compile(r"^(?:not|n't)\s+", re.IGNORECASE), ""),
    (re.compile(r"\bnever\b"), "ever"),
    (re.compile(r"(?<!or )\bno (?!more|less|fewer|longer|one|matter|doubt)"), "any "),
    (re.compile(r"\bnobody\b"), "anybody"),
    (re.compile(r"\bnothing\b"), "anything"),
)
NEGATION = re.compile(r"\b(?:no|not|never|nobody|nothing|none|nor|neither)\b|n't\b", re.IGNORECASE)
PARTICIPLE = re.compile(
    r"^(?:\w+ly |not |never |ever |already |since |now |once |long |only |so |all |also |always |just )*"
    r"(?:\w+(?:ed|en|wn|ught|ung|unk|orn)|been|had|made|said|paid|held|told|left|lost|sold|met|put|cut|set|shut|hit|let|burst|come"
    r"|become|run|won|done|gone|got|led|read|sent|spent|built|kept|laid|found|heard|begun|seen|shot|slept|stood|understood|had|struck|stuck|run|fled|fed|bred|bled|hung|dug|spread|cast|split|quit|shed|hurt|felt|dealt|meant|burnt|lent|bent|wept|crept|swept|bound|lain)\b"
)
HAVING = ("has", "have", "had")
ADVERBS = ("not", "never", "ever", "already", "just", "now", "once", "even", "then", "yet")
DOING = ("does", "did", "do")
SPOKEN = re.compile(r"\b(?:I|me|my|we|us|our|you|your)\b", re.IGNORECASE)
BESIDE = re.compile(r", (?:a|an|the|let alone|none|like|at the|at) ")
MOST = 10


def question(subject: str, clause: str, *, turned: bool = True) -> str:
    """The clause as a question with its verb in front where that can be done surely, else as it stands with a question
    mark; `subject` where it is known, the clause then begins with the verb. Not `turned` it stays as it stands."""
    whole = trimmed(_alone(f"{subject} {clause}".strip(), subject))
    known = len(subject) if subject and whole.startswith(f"{subject} ") else 0
    inverted = _inverted(_written_out(whole), known) if turned else None
    return f"{inverted or whole}?"


def _written_out(clause: str) -> str:
    """The clause with "not" apart: "didn't" is "did not"."""
    clause = re.sub(r"\b(?:can['’]t|cannot)\b", "can not", re.sub(r"\bwon['’]t\b", "will not", clause))
    return re.sub(r"\b(is|are|was|were|has|have|had|do|does|did|would|could|should|must)n['’]t\b", r"\1 not", clause)


def _alone(clause: str, subject: str) -> str:
    """The clause without what is put beside its object: ", a misfortune …"."""
    beside = BESIDE.search(clause, len(subject) + 1)
    main = beside and (subject or finite_at(clause[: beside.start()]) is not None)
    return clause[: beside.start()] if beside and main else clause


def _inverted(clause: str, known: int) -> str | None:
    at = known + 1 if known else finite_at(clause)
    found = TOKEN.match(clause, at) if at is not None else None
    if at is None or not found:
        return None
    subject, verb, rest = clause[:at].strip(), found.group().casefold(), clause[found.end() :].strip()
    if not rest or not _plain(subject) or SPOKEN.search(clause):
        return None
    if verb in HAVING and among(first(rest), "leads") and first(rest) not in ADVERBS:
        return None
    if not among(verb, "auxiliaries") or (verb in HAVING and not PARTICIPLE.match(rest)):
        form = infinitive(verb)
        if form is None:
            return None
        verb, rest = form[0], f"{form[1]} {rest}"
    elif verb in DOING and not re.match(r"not\b", rest):
        return None
    rest = _single(rest)
    if re.search(r"\bneither\b", rest):
        return None
    if len(NEGATION.findall(f"{subject} {rest}")) == 1:
        subject, rest = _turned(subject, NONE), _turned(rest, WITHIN)
    return f"{verb.capitalize()} {lowered(subject)} {rest}"


def _single(rest: str) -> str:
    """What is asked, without a second verb joined to it."""
    for joined in re.finditer(r",? (?:and|but) (?:so |then |never |not )?([\w’'-]+)", rest):
        after = rest[joined.start(1) :]
        if finite(joined.group(1)) or (among(first(after), "openers") and finite_at(after) is not None):
            return ended(rest[: joined.start()])
    return rest


def _turned(text: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, positive in rules:
        text = pattern.sub(positive, text)
    return text


def _plain(subject: str) -> bool:
    """Whether a subject is one noun phrase whose first word is surely written right within a sentence."""
    words = subject.split()
    if not words or len(words) > MOST or (among(words[0], "leads") and not NONE[2][0].match(subject)):
        return False
    return not re.search(r"[,\"“”]", subject) and not any(among(w, "inner") for w in words)


def lowered(text: str) -> str:
    """The text with its first word in lower case unless it is a name."""
    word = first(text)
    return text[:1].lower() + text[1:] if word == "there" or among(word, "openers", "pronouns", "leads") else text


def raised(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def being(subject: str) -> str:
    """ "Is" or "Are", by the head of a noun phrase."""
    head = re.split(r" (?:of|in|on|at|for|from|to|outside|near|with|by|who|which|that)\b", subject)[0]
    plural = (
        (head.endswith("s") and not head.endswith(("ss", "us", "is"))) or " and " in head or head in ("these", "those")
    )
    return "Are" if plural and not re.search(r"['’]s$", head) else "Is"
