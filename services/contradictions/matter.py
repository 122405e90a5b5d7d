"""A short title of the question that two claims meet on."""

from __future__ import annotations

import re

from services.contradictions.actors import NAME
from services.contradictions.evaluations import Mark
from services.contradictions.lexicon import table
from services.contradictions.meeting import Meeting
from services.contradictions.reading import Reading
from services.contradictions.stems import WORD, idle, stem

LONGEST = 70
TELLING = 2.0
MOST = 5
BREAKS = frozenset(
    {
        "that",
        "which",
        "who",
        "as",
        "and",
        "but",
        "or",
        "for",
        "because",
        "while",
        "when",
        "if",
        "at",
        "in",
        "on",
        "with",
    }
    | {"after", "before", "is", "was", "are", "were", "has", "have", "had", "will", "would"}
)
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

OPENERS = frozenset(
    ["the", "a", "an", "its", "their", "his", "her", "our", "my", "this", "these", "those", "any", "no", "all"]
)
LINKS = frozenset(["of", "s", "'s", "’s"])
ENDERS = frozenset(
    {"to", "by", "from", "into", "over", "under", "about", "than", "not", "can", "could", "may", "might", "should"}
    | {"must", "would", "will", "shall", "do", "did"}
)
VERB = re.compile(r"(?:ed|ing)$|^(?:said|told|says|be|been|being|had|has|have|it|he|she|they|we|i|you|there)$")


def title_of(pair: Meeting) -> str:
    """ "NATO's strikes: disproportionate or necessary?" where both sides evaluate, else the phrase that both share with
    the name that places it; never empty."""
    subject = _placed(_subject(pair), pair.a, pair.b)
    ours, theirs = _verdict(pair.a), _verdict(pair.b)
    if pair.a.side * pair.b.side < 0 and ours and theirs and ours.casefold() != theirs.casefold():
        return f"{subject}: {ours} or {theirs}?"
    return subject


def topic_of(one: Reading) -> str:
    """What one statement speaks of: its target, or the longest noun phrase of its content or sentence, with the name
    that places it; never empty."""
    target = one.statement.target or ""
    if _telling(target):
        return _tidy(target)
    own = [target] if _content(target.split()) else []
    said = _nominal(one.text) or own or _nominal(one.statement.sentence or "")
    best = max(said, key=lambda phrase: (_telling(phrase), len(phrase)), default=" ".join(one.text.split()[:8]))
    return _placed(_tidy(best), one)


def _nominal(text: str) -> list[str]:
    """Stretches that begin with an article, a pronoun of possession or a name, up to what ends a noun phrase: found
    without a parser, so a verb may slip in."""
    runs: list[list[str]] = [[]]
    for token in re.findall(r"[\w’'-]+|[^\w\s]", text):
        word = token.casefold()
        begins = word in OPENERS or (token[0].isupper() and word not in idle())
        ends = not token[0].isalnum() or word in BREAKS or word in ENDERS or bool(VERB.search(word))
        if ends or (begins and word in OPENERS and runs[-1] and runs[-1][-1].casefold() not in LINKS):
            runs.append([])
        if not ends and (runs[-1] or begins):
            runs[-1].append(token)
    for run in runs:
        while run and (run[-1].casefold() in idle() or run[-1].casefold() in BARE):
            run.pop()
    return [" ".join(run) for run in runs if _content(run)]


def _telling(phrase: str) -> bool:
    """Whether a phrase says something by itself: two words of content."""
    return len([w for w in WORD.findall(phrase) if w.casefold() not in idle()]) > 1


def _placed(subject: str, *readings: Reading) -> str:
    """A subject of a single word after the name that both sides' words share, or one's: "Libya: the weapons"."""
    if _telling(subject):
        return subject
    said = [
        [_bare(m.group()) for t in (r.text, r.statement.sentence or "") for m in NAME.finditer(t)] for r in readings
    ]
    own = {w.casefold() for r in readings for s in (r.statement.speaker, r.statement.source) if s for w in s.split()}
    names = [n for n in dict.fromkeys(said[0]) if n.casefold() not in idle() and not set(n.casefold().split()) & own]
    shared = [n for n in names if all(n in others for others in said)] or names
    held = {stem(w) for w in subject.split()}
    name = next((n for n in shared if stem(n.split()[0]) not in held), None)
    return _tidy(f"{name}: {subject[:1].lower() + subject[1:]}") if name else subject


def _bare(name: str) -> str:
    return re.sub(r"['’]s$", "", name)


def _verdict(reading: Reading) -> str:
    """The one evaluative word that carries the side taken, without what turns it."""
    marks: list[Mark] = [m for m in reading.marks if m.sign * reading.side > 0 and m.frame != "attitude"]
    return marks[0].words.casefold() if marks and len(marks[0].words) < 28 else ""


def _subject(pair: Meeting) -> str:
    """The longest phrase of either claim, or its sentence, made of words that both use; where that says little, what
    the one that is against speaks of; else names; else the text."""
    shared = pair.a.context & pair.b.context - _own(pair)
    texts = [t for r in (pair.a, pair.b) for t in (r.text, r.statement.sentence or "")]
    phrases = [p for text in texts for p in _phrases(text, shared)]
    shared -= pair.a.profile.stems | pair.b.profile.stems
    best = max(phrases, key=lambda p: (_weight(p, shared), -len(p)), default="")
    if _weight(best, shared) < TELLING:
        nominal = [p for r in (pair.a, pair.b) for p in (r.statement.target or "", *_nominal(r.text)) if _telling(p)]
        spoken = max(nominal, key=lambda p: _weight(p, shared), default="")
        if _weight(spoken, shared) >= 1:
            return _tidy(spoken)
        critic = pair.a if pair.a.side <= pair.b.side else pair.b
        best = _object(critic) if critic.side < 0 else best
        best = best or _joined(phrases, shared)
    names = [m.group() for t in texts for m in NAME.finditer(t) if m.group().casefold() not in idle()]
    return _tidy(best or (names[0] if names else " ".join(pair.a.text.split()[:8])))


def _joined(phrases: list[str], shared: frozenset[str]) -> str:
    """The two phrases that say most, of different words."""
    ranked = sorted(dict.fromkeys(phrases), key=lambda p: (-_weight(p, shared), len(p)))
    second = next((p for p in ranked[1:] if stem(p.split()[0]) != stem(ranked[0].split()[0])), "")
    return f"{ranked[0]} and {second}" if second else "".join(ranked[:1])


def _object(critic: Reading) -> str:
    """What is criticised: the words after the first one that criticises, up to the end of their phrase."""
    against = [m for m in critic.marks if m.sign < 0]
    mark = next((m for m in against if m.start >= 0), against[0] if against else None)
    if mark is None:
        return ""
    at = critic.text.find(mark.words, max(0, mark.start - len(mark.words))) if mark.start >= 0 else -1
    run: list[str] = []
    for token in re.findall(r"[\w’'.-]+|[^\w\s]", critic.text[at + len(mark.words) if at >= 0 else 0 :]):
        word = token.strip(".'’-")
        ends = not word or len(run) >= MOST or word.casefold() in BREAKS
        if ends and _content(run):
            break
        if word and not (word.casefold() in idle() and not run):
            run.append(token.strip(".'’-") if not re.search(r"\w\.\w", token) else token)
    while run and run[-1].casefold() in idle():
        run.pop()
    return " ".join(run) if _content(run) else ""


def _content(words: list[str]) -> bool:
    return any(w.casefold() not in idle() and w.casefold() not in table("quantities")["words"] for w in words)


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
        if _content(run):
            out.append(" ".join(run))
    return out


def _weight(phrase: str, shared: frozenset[str]) -> float:
    words = [w for w in WORD.findall(phrase) if w.casefold() not in idle()]
    return len({stem(w) for w in words} & shared) + 0.5 * any(w[0].isupper() for w in words)


def _tidy(phrase: str) -> str:
    short = phrase if len(phrase) <= LONGEST else phrase[: phrase.rfind(" ", 0, LONGEST)]
    short = re.sub(r"['’]s$", "", short.strip(' ,.;:"“”'))
    return short[:1].upper() + short[1:] or "Unnamed matter"
