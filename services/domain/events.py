"""What can happen. Every fact Counterclaim holds is one of these, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from services.domain.affiliation import Affiliation
from services.domain.article import Article
from services.domain.claim import Claim
from services.domain.contradiction import Finding, Judgement
from services.domain.placing import Placing


@dataclass(frozen=True, slots=True)
class ArticleSubmitted:
    """An article came in. Stream: the article's id; always its first event."""

    article: Article


@dataclass(frozen=True, slots=True)
class ClaimsExtracted:
    """The extractor read an article. Stream: the article's id. `claims` may be empty.

    `vectors` are the claims' unit vectors in their order, packed by `services.domain.vectors`, made by `embedder`: they
    travel with the event so that the index of candidates can be rebuilt without a model. `affiliations` are what the
    text tells of whom its persons speak for; they serve articles read later.
    """

    article_id: str
    extractor: str
    claims: tuple[Claim, ...]
    embedder: str = ""
    vectors: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True, slots=True)
class ContradictionsFound:
    """The judge compared an article's claims with those stored before. Stream: the article's id.

    `findings` holds contradictions and agreements and may be empty; `compared` counts the pairs judged; `placings` say
    beside which earlier claim each of the article's belongs.
    """

    article_id: str
    judge: str
    compared: int
    findings: tuple[Finding, ...]
    placings: tuple[Placing, ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictRecorded:
    """An analyst judged a finding. Stream: the finding's id. The latest verdict counts.

    `articles` are those that the finding is about: when one is withdrawn, the note goes with it.
    """

    finding_id: str
    judgement: Judgement
    note: str | None
    analyst: str | None
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MattersMerged:
    """An analyst says that two matters are one. Stream: the id of the matter that went into `into`.

    `articles` are those whose words the note repeats: it is readable only while none of them is withdrawn.
    """

    matter_id: str
    into: str
    note: str | None
    analyst: str | None
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatterSplit:
    """An analyst says that these claims are another matter's, which gets the id `into`. Stream: the matter's id.

    `quoted` are the claims whose words title or note repeat, `articles` theirs, as above.
    """

    matter_id: str
    into: str
    claims: tuple[str, ...]
    title: str
    note: str | None
    analyst: str | None
    quoted: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatterRenamed:
    """An analyst calls a matter by another title. Stream: the matter's id. `quoted` and `articles` as above."""

    matter_id: str
    title: str
    note: str | None
    analyst: str | None
    quoted: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleWithdrawn:
    """An article was taken back for legal reasons, and its key destroyed. Stream: the article's id.

    `reason` and `by` are kept. `compare_again` are articles to be compared anew: those that print the same text, which
    now speak for themselves, and those that were found to meet it.
    """

    article_id: str
    reason: str
    by: str | None
    compare_again: tuple[str, ...] = ()


Event = (
    ArticleSubmitted | ClaimsExtracted | ContradictionsFound | VerdictRecorded | ArticleWithdrawn | MattersMerged
    | MatterSplit | MatterRenamed
)


@dataclass(frozen=True, slots=True)
class UnreadableEvent:
    """Stands in the place of what an event says where this program can't read it; `error` tells why."""

    error: str


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to append: `id` makes a repeated append a no-op; `causation_id` is the event that led to it,
    `correlation_id` the first of the chain."""

    id: str
    stream: str
    event: Event
    correlation_id: str
    causation_id: str | None
    producer: str


class RecordedEvent(NamedTuple):
    """An event as the log holds it. `version` counts from 1 within the stream, `position` orders the whole log.

    A named tuple, since who catches up makes millions of them: a frozen dataclass takes four times as long to make.
    `event` is `UnreadableEvent` only in lists for people, where one bad event must not hide the others.
    `withdrawn`: the words of its article were destroyed; what stands in their place is empty.
    """

    id: str
    stream: str
    version: int
    position: int
    type: str
    schema_version: int
    event: Event | UnreadableEvent
    correlation_id: str
    causation_id: str | None
    producer: str
    recorded_at: datetime
    withdrawn: bool = False
