"""Figures for attribution extraction: found attributions against gold, by overlap of their content.

Gold and found are lists of {"source", "cue", "content"} with character spans, as `extract` prints them. They are
paired one to one so that the content IoU over letters and digits is greatest in sum; a pair counts from IoU 0.5.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

Attribution = Mapping[str, Any]
Spans = Sequence[Sequence[int]]
TYPES = ("direct", "mixed", "indirect")
_WORD = re.compile(r"\w+")
_TITLES = frozenset(["the", "a", "an", "mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "former"])
_PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "you", "who", "his", "her", "their"])


def counted(text: str, gold: Sequence[Attribution], found: Sequence[Attribution]) -> Counter[str]:
    """Counts of one article; sum them over articles and give them to :func:`figures`."""
    found = one_per_cue(text, found)
    kinds = [quoted_kind(text, a["content"]) for a in found]
    counts = Counter({"gold": len(gold), "found": len(found)})
    counts.update(f"gold {a['type']}" for a in gold)
    counts.update(f"found {kind}" for kind in kinds)
    weights = np.zeros((len(gold), len(found)))
    mine = [_letters(text, a["content"]) for a in found]
    for i, attribution in enumerate(gold):
        wanted = _letters(text, attribution["content"])
        for j, letters in enumerate(mine):
            shared = len(wanted & letters)
            weights[i, j] = shared / len(wanted | letters) if shared else 0.0
    for i, j in zip(*linear_sum_assignment(weights, maximize=True), strict=True):
        if weights[i, j] < 0.5:
            continue
        kind, speaker = gold[i]["type"], same_speaker(text, found[j], gold[i])
        counts.update(["content", f"recalled {kind}", f"precise {kinds[j]}"])
        counts["exact"] += weights[i, j] == 1.0
        counts["end to end"] += speaker
        counts["cue"] += bool(_words(text, gold[i]["cue"]).keys() & _words(text, found[j]["cue"] or ()).keys())
    return counts


def figures(counts: Mapping[str, int]) -> dict[str, float]:
    """Precision, recall and F1 of content and end to end, recall by type, accuracy of speaker and cue; 0 to 1."""
    table: dict[str, float] = {"gold": counts["gold"], "found": counts["found"]}
    for name in ("content", "exact", "end to end"):
        precision, recall = _share(counts, name, "found"), _share(counts, name, "gold")
        key = name.replace(" ", "_")
        table |= {f"{key}_p": precision, f"{key}_r": recall}
        table[f"{key}_f1"] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    table |= {f"recall_{kind}": _share(counts, f"recalled {kind}", f"gold {kind}") for kind in TYPES}
    table |= {f"precision_{kind}": _share(counts, f"precise {kind}", f"found {kind}") for kind in TYPES}
    return table | {
        f"{key}_accuracy": _share(counts, name, "content") for key, name in (("speaker", "end to end"), ("cue", "cue"))
    }


def one_per_cue(text: str, found: Iterable[Attribution]) -> list[dict[str, Any]]:
    """Spans clamped to the text, empty ones dropped, attributions of one cue made one as gold has them."""
    merged: dict[object, dict[str, Any]] = {}
    for number, attribution in enumerate(found):
        spans = [[max(0, s), min(e, len(text))] for s, e in attribution["content"] if max(0, s) < min(e, len(text))]
        cue = attribution.get("cue")
        key = tuple(map(tuple, cue)) if cue else number
        if not spans:
            continue
        if key not in merged:
            merged[key] = {"source": attribution.get("source"), "cue": cue, "content": spans}
            continue
        merged[key]["content"] = sorted(merged[key]["content"] + spans)
        merged[key]["source"] = merged[key]["source"] or attribution.get("source")
    return list(merged.values())


def quoted_kind(text: str, spans: Spans) -> str:
    """direct where nearly all letters stand in quotation marks, indirect where nearly none, else mixed."""
    letters = _letters(text, spans)
    share = len(letters & _quoted(text)) / len(letters) if letters else 0.0
    return "direct" if share >= 0.95 else "indirect" if share <= 0.02 else "mixed"


def same_speaker(text: str, found: Attribution, gold: Attribution) -> bool:
    """Whether the sources meet: a word other than a title in a gold source, or names with equal last words."""
    mine, theirs = _sources(found), _sources(gold)
    if not mine or not theirs:
        return not mine and not theirs
    words, wanted = _words(text, mine), _words(text, theirs)
    telling = {i: w for i, w in words.items() if w.lower() not in _TITLES} or words
    if telling.keys() & wanted.keys():
        return True
    last, other = list(_words(text, mine[:1]).values())[-1:], list(_words(text, theirs[:1]).values())[-1:]
    return (
        bool(last and other)
        and last[0].lower() == other[0].lower()
        and (last[0].lower() not in _PRONOUNS and last[0][0].isupper())
    )


def _sources(attribution: Attribution) -> Spans:
    if attribution.get("sources"):
        return list(attribution["sources"])
    source = attribution.get("source")
    return [source] if source else []


def _quoted(text: str) -> set[int]:
    inside, found = False, set()
    for i, mark in enumerate(text):
        opens, closes = mark in '\u201c"' and not (mark == '"' and inside), mark in '\u201d"'
        inside = opens or (inside and not closes and mark != "\n")
        if inside:
            found.add(i)
    return found


def _letters(text: str, spans: Spans) -> set[int]:
    return {i for s, e in spans for i in range(s, min(e, len(text))) if text[i].isalnum()}


def _words(text: str, spans: Spans) -> dict[int, str]:
    return {s + m.start(): m.group() for s, e in spans for m in _WORD.finditer(text[s:e])}


def _share(counts: Mapping[str, int], part: str, whole: str) -> float:
    return counts[part] / counts[whole] if counts[whole] else 0.0
