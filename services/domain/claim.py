"""Attributions found in a text and the claims made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Span = tuple[int, int]
"""Start and end in characters of the article's text, end exclusive."""


class Mode(StrEnum):
    """How much of the content stands in quotation marks: all, some, none."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Stance(StrEnum):
    """What the speaker does with the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    CONDEMNS = "condemns"
    PRAISES = "praises"
    CONDITIONAL = "conditional"
    PROPOSES = "proposes"
    DEMANDS = "demands"
    PROMISES = "promises"


class SpeakerKind(StrEnum):
    """What sort of source speaks; `unknown` where the text does not say who."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    UNNAMED = "unnamed"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what in a text, resolved: source, cue, content, and all that reading on tells about them.

    `speaker` is the fullest name the article gives, a description where it gives none, or None; `party` the side the
    speaker speaks for, or None; `party_evidence` the words that say so. `said_at` is an ISO date or an ISO interval
    "2011-06-27/2011-07-03" or None. `chain` names who reported it, outermost first ("Deutsche Welle",). `target` names
    what the content praises, condemns or is about. `score` is the probability that the attribution is real. `in_title`
    says that all spans count characters of the article's title, not of its text.
    """

    source: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    sentence: Span
    mode: Mode
    stance: Stance
    speaker: str | None = None
    speaker_kind: SpeakerKind = SpeakerKind.UNKNOWN
    party: str | None = None
    party_kind: str | None = None
    party_evidence: Span | None = None
    target: str | None = None
    said_at: str | None = None
    chain: tuple[str, ...] = ()
    score: float = 1.0
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """Where an attribution's parts stand in what was submitted: spans of its characters, not of the clean text's."""

    source: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One attributed content, with its words: what is stored, compared and shown.

    `text` joins the content spans with single spaces; `sentence` is the sentence the claim stands in.
    The id is derived from article, source, cue and content, so extracting twice gives the same id. `submitted` is None
    where the place in the submitted source isn't known, as for words of the title.
    """

    id: str
    article_id: str
    attribution: Attribution
    text: str
    source_text: str | None
    cue_text: str
    sentence: str
    published_at: datetime | None
    submitted: Places | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as the judge reads it; only `text` is needed. `target`, `stance` are None where nobody extracted them.
    `article` names where it stands: claims of two articles are judged by what is known of such pairs, those of one, or
    of none, by what is known of claims side by side."""

    text: str
    party: str | None = None
    speaker: str | None = None
    cue: str | None = None
    sentence: str | None = None
    said_at: str | None = None
    source: str | None = None
    stance: str | None = None
    target: str | None = None
    article: str | None = None


def statement_of(claim: Claim) -> Statement:
    """The claim in the form that the judge reads."""
    a = claim.attribution
    return Statement(
        text=claim.text, party=a.party, speaker=a.speaker, cue=claim.cue_text, sentence=claim.sentence,
        said_at=a.said_at, source=claim.source_text, stance=a.stance.value, target=a.target,
        article=claim.article_id,
    )
