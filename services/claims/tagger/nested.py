"""Reports within reports: which contents may hold another voice, and what it said, put back into place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.claims.tagger.frames import Frame

_QUOTATION = re.compile('["\u201c\u201e\u00ab]')
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you", "who", "that", "which"})
_LEAD = re.compile(r"(?:that|how|whether|why|,)\s+", re.IGNORECASE)
_REPORTS = re.compile(
    r"\b(?:accord(?:ing|s) to|accus|acknowledg|add(?:s|ed)\b|admit|agree|alleg|announc|argu|assert|back(?:s|ed)\b|"
    r"believ|blam|call(?:s|ed|ing)\b|claim|compar|condemn|confirm|contend|criti|declar|defend|demand|den(?:y|ies|ied)|"
    r"describ|disput|estimat|explain|express|insist|maintain|mock|not(?:es|ed)\b|oppos|pledg|prais|predict|promis|propos|"
    r"question|reject|report|said|say|slam|sought|stat(?:es|ed)\b|stress|suggest|support|tell|think|thought|threaten|told|urg|"
    r"vow|warn|welcom|writ|wrote)",
    re.IGNORECASE,
)


def reports_in(text: str, frames: Sequence[Frame]) -> Iterator[tuple[int, int]]:
    """Contents in one span, not themselves a quotation, that hold a word of reporting; a leading "that" is left out."""
    for frame in frames:
        if len(frame.content) > 1:
            continue
        start, end = frame.content[0]
        lead = _LEAD.match(text, start, end)
        start = lead.end() if lead else start
        if not _QUOTATION.match(text, start) and _REPORTS.search(text, start, end):
            yield start, end


def moved(frame: Frame, by: int) -> Frame:
    """The frame with all offsets shifted."""
    source = (frame.source[0] + by, frame.source[1] + by) if frame.source else None
    content = tuple((s + by, e + by) for s, e in frame.content)
    return replace(frame, cue=(frame.cue[0] + by, frame.cue[1] + by), source=source, content=content)


def is_new_voice(text: str, frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether the frame names a source, by more than a pronoun (likely the outer one), and none has its cue."""
    if frame.source is None or text[slice(*frame.source)].lower() in _PRONOUNS:
        return False
    return all(f.cue[1] <= frame.cue[0] or frame.cue[1] <= f.cue[0] for f in frames)
