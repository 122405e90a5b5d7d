"""Where source and cue stand in a statement's sentence, and the names that its pronouns stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.contradictions.actors import key_of, known_name
from services.contradictions.titles.lists import among, first, opens
from services.domain.claim import Statement

PERSON = re.compile(r"^(he|she|his|her)\b", re.IGNORECASE)
BODY = re.compile(r"^(it|they|its|their)\b", re.IGNORECASE)
ANOTHERS = re.compile(r"spokes|lawyer|['’]s?\b")
MOST = 12


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before the cue, between cue and content, and the content's subject where the source is inserted
    after it; each may be empty."""

    before: str
    between: str
    subject: str


def around(statement: Statement, cue: str) -> Around:
    """The sentence around the content."""
    sentence, text = " ".join((statement.sentence or "").split()), " ".join(statement.text.split())
    at = sentence.find(text)
    if at <= 0:
        return Around("", "", "")
    found = list(re.finditer(rf"(?<!\w){re.escape(cue)}(?!\w)", sentence[:at])) if len(cue) > 1 else []
    if not found:
        ahead = sentence[:at].strip(' "“')
        after = re.search(rf"(?<!\w){re.escape(cue)}(?!\w)", sentence[at + len(text) :]) if len(cue) > 1 else None
        return Around("", "", ahead if after and _subject(ahead) else "")
    before, between = sentence[: found[-1].start()], sentence[found[-1].end() : at]
    return Around(before, between, _inserted(before, between))


def _inserted(before: str, between: str) -> str:
    """The subject around an inserted source: "The hunt, the minister said, …", "Since then, he said, the streets …"."""
    comma = between.rfind(",")
    own = between[comma + 1 :].strip()
    if comma >= 0 and own:
        return own if between.count(",") == 1 and ", " in before and _subject(own) else ""
    subject, found, _ = before.rpartition(", ")
    return subject if comma >= 0 and found and _subject(subject) else ""


def _subject(words: str) -> bool:
    return (
        bool(words) and len(words.split()) <= MOST and "," not in words and not among(first(words), "leads", "pronouns")
    )


def named(statement: Statement, verb: str, text: str) -> str:
    """The text with the speaker's name for a pronoun at its start that surely means the speaker."""
    name = speaker_of(statement)
    person = " " in (statement.speaker or "") and statement.speaker != statement.party
    source = statement.source or statement.speaker or ""
    others = ANOTHERS.search(source) and source not in (statement.speaker, statement.party)
    quoted = statement.text.lstrip()[:1] in ('"', "“") or (statement.sentence or statement.text).lstrip(
        '"“'
    ).startswith(text[:12])
    if not name or not among(verb, "saying", "promising") or others or quoted:
        return text

    def shown(match: re.Match[str]) -> str:
        owning = match.group().casefold() in ("its", "their", "his", "her")
        return f"{name}'s" if owning and not name.endswith("s") else f"{name}'" if owning else name

    return (PERSON if person else BODY).sub(shown, text)


def speaker_of(statement: Statement) -> str:
    """A person's last name, or the party's."""
    speaker, party = statement.speaker or "", statement.party or ""
    names = [w for w in speaker.split() if not among(w, "nameless")]
    if len(names) > 1 and speaker != party and names[-1][:1].isupper() and opens(names[-1]):
        return names[-1]
    return party or speaker


def begins(statement: Statement, text: str) -> bool:
    """Whether a text may owe its capital to the sentence that it begins: it is not known as a name."""
    found = re.match(r"[\w-]+", text)
    word = found.group() if found else ""
    if not word[:1].isupper() or word == "There" or among(word, "openers", "pronouns"):
        return False
    rest = re.sub(r"^['’]s?", "", text[len(word) :]).lstrip()
    own = re.compile(rf"\b{re.escape(word)}\b")
    known = known_name(key_of(word) or "") or own.search(f"{statement.speaker} {statement.party}")
    again = re.search(rf"\w,? {re.escape(word)}\b", statement.sentence or "")
    return not (known or again or rest[:1].isupper() or rest[:1].isdigit())
