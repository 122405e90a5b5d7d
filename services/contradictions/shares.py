"""Shares of a whole in a text: "one in five", "two thirds", "20 %", "most of", each with what it is a share of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from services.contradictions.lexicon import lexicon, table
from services.contradictions.numerals import ROUGH, Numeral, numerals_of
from services.contradictions.stems import WORD, idle, stem

SLACK = 0.1
OF = re.compile(
    r"\s(?:of|in|out of|from)\s(?:every\s|each\s|the\s|all\s|a\s|its\s|their\s|our\s|these\s|those\s)*"
    r"(?P<between>(?!the\b|a\b|of\b)[\w’'-]+\s)?$",
    re.IGNORECASE,
)
OF_NOUN = re.compile(r"^\s(?P<noun>[\w’'-]+)\s(?:out of|in|of) (?:every |the )?$", re.IGNORECASE)
WHOLE = re.compile(
    r"^\s?(?:of\s)?(?:all\s|the\s|its\s|their\s|our\s|these\s|those\s|her\s|his\s|an?\s)*", re.IGNORECASE
)
DIFFERENCE = re.compile(
    r"^\s?(?:more|less|fewer|higher|lower|cheaper|dearer|above|below|off|growth|rise|increase|cut|drop|fall|points?)\b",
    re.IGNORECASE,
)
BY = re.compile(r"\b(?:by|up|down)\s$", re.IGNORECASE)
NOUNS = 3
MIXED = r"(?:(?<=[\s-]and[\s-])a[\s-]|(?<=[\s-]and[\s-]a[\s-]))(?:half|quarter)\b(?!\sof\b)"


@dataclass(frozen=True, slots=True)
class Share:
    """The least and most of the whole (0 to 1), stems of the nouns it is a share of, its words and their place;
    `percent`: told in percent."""

    low: float
    high: float
    whole: frozenset[str]
    words: str
    start: int
    end: int
    percent: bool


@cache
def parts_pattern() -> re.Pattern[str]:
    """Finds \"a third\", \"two thirds\", \"half\", not the half of \"two and a half\": groups count and part."""
    parts = "|".join(table("shares")["parts"])
    words = "|".join(k for k in table("quantities")["words"] if k not in ("no", "half", "zero"))
    return re.compile(rf"\b(?!{MIXED})(?:(?P<count>an?|{words})[\s-])?(?P<part>{parts})s?\b", re.IGNORECASE)


@cache
def _worded() -> re.Pattern[str]:
    words = "|".join(sorted(table("shares")["words"], key=len, reverse=True))
    return re.compile(rf"\b(?P<words>{words})\b(?= (?:of|[a-z]+s\b))", re.IGNORECASE)


@lru_cache(maxsize=4096)
def shares_of(text: str) -> tuple[Share, ...]:
    """The shares in order; what measures a change or a difference ("rose by a third", "a quarter more") is none."""
    found = [*_counted(text), *_in_parts(text), *_in_words(text)]
    found = [s for s in found if not BY.search(text[: s.start]) and not DIFFERENCE.match(text[s.end :])]
    found = [s for s in found if not _changing(text, s)]
    return tuple(sorted(found, key=lambda s: s.start))


def _changing(text: str, share: Share) -> bool:
    """Whether a verb of change stands right before the share ("rose 20 percent")."""
    before = WORD.findall(text[: share.start])[-2:]
    return any(
        lexicon("changes", "verbs").first(w)
        for w in before
        if w.casefold() not in ("more", "less", "fewer", "above", "below", "up")
    )


def _counted(text: str) -> list[Share]:
    """Percentages, "one in five pupils", "nine drivers out of ten", "seven of the capital's ten districts"."""
    numbers, out = numerals_of(text), []
    for n, one in enumerate(numbers):
        if one.percent:
            out.append(_made(text, one.low / 100, one.high / 100, one.start, one.end, one.end, percent=True))
        other = numbers[n + 1] if n + 1 < len(numbers) else None
        if other is None or not _of_another(text, one, other):
            continue
        noun = OF_NOUN.match(text[one.end : other.start])
        whole = frozenset({stem(noun["noun"])}) if noun else None
        low, high = one.low / other.high, min(1.0, one.high / other.high)
        out.append(_made(text, low, high, one.start, other.end, other.end, whole=whole))
    return out


def _of_another(text: str, one: Numeral, other: Numeral) -> bool:
    gap = text[one.end : other.start]
    if (
        one.percent
        or other.percent
        or not other.exact
        or other.high < 2
        or one.low > other.high
        or one.sign
        or other.sign
    ):
        return False
    return bool(OF_NOUN.match(gap) or (OF.fullmatch(gap) and (not other.digits or len(other.digits) < 4)))


def _in_parts(text: str) -> list[Share]:
    out = []
    modifiers = list(lexicon("quantities", "modifiers").finditer(text))
    for match in parts_pattern().finditer(text):
        part = match["part"].casefold()
        if not match["count"] and part not in ("half", "halves"):
            continue
        count = table("quantities")["words"].get((match["count"] or "a").casefold(), 1)
        value = min(1.0, count * table("shares")["parts"][part])
        if part == "half" and re.match(r"\s(?:an?|past|time)\b", text[match.end() :], re.IGNORECASE):
            continue
        before = [(k, s) for k, s, e in modifiers if e <= match.start() and not text[e : match.start()].strip()]
        low, high = _modified(value, before[-1][0] if before else "")
        out.append(_made(text, low, high, before[-1][1] if before else match.start(), match.end(), match.end()))
    return out


def _modified(value: float, kind: str) -> tuple[float, float]:
    match kind:
        case "above":
            return value, 1.0
        case "below":
            return 0.0, value
        case "about":
            return value * (1 - ROUGH), value * (1 + ROUGH)
        case _:
            return value, value


def _in_words(text: str) -> list[Share]:
    out = []
    for match in _worded().finditer(text):
        if re.search(r"\b(?:the|at|at the very)\s$", text[: match.start()], re.IGNORECASE):
            continue
        low, high = table("shares")["words"][match["words"].casefold()]
        out.append(_made(text, float(low), float(high), match.start(), match.end(), match.end()))
    return out


def _made(
    text: str,
    low: float,
    high: float,
    start: int,
    end: int,
    after: int,
    *,
    whole: frozenset[str] | None = None,
    percent: bool = False,
) -> Share:
    return Share(low, high, whole or _whole(text, after), " ".join(text[start:end].split()), start, end, percent)


def _whole(text: str, end: int) -> frozenset[str]:
    """Stems of the nouns after the share, up to the first little word; empty where none follow."""
    rest = text[end:]
    lead = WHOLE.match(rest)
    rest = rest[lead.end() if lead else 0 :]
    stems = set[str]()
    for word in WORD.findall(re.split(r"[.;:!?,\"”)]", rest)[0])[:NOUNS]:
        if word.casefold() in idle() and word.casefold() not in ("people", "men", "women"):
            break
        stems.add(stem(word))
    return frozenset(stems)
