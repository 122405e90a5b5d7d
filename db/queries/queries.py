"""The read side behind its port: each question on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, OperationalError

from db.affiliations import SqlAffiliations
from db.outage import translated
from db.queries import articles, claims, findings, log, matters, parties, report, work
from db.queries.findings import Filters
from services.domain.affiliation import Affiliation
from services.domain.errors import InvalidInput, ServiceUnavailable
from services.domain.events import RecordedEvent
from services.reports import shapes

P = ParamSpec("P")
T = TypeVar("T")

_ASKERS = (None, "22003", "22021", "22P05")
"""What the driver refuses to send, a number out of range, characters that text can't hold (appendix A of the PostgreSQL
manual): the question's fault. Other data errors come from what is stored."""


class SqlQueries:
    """Implements `services.usecases.ports.Queries`; see there. Raises `ServiceUnavailable` without a database,
    and `InvalidInput` for a question that it can't be asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def _ask(self, question: Callable[Concatenate[Connection, P], T], *args: P.args, **options: P.kwargs) -> T:
        try:
            with translated(), self._engine.connect() as connection:
                return question(connection, *args, **options)
        except OperationalError as error:
            raise ServiceUnavailable("the database took too long; try again") from error
        except (DataError, UnicodeEncodeError) as error:
            if isinstance(error, DataError) and getattr(error.orig, "sqlstate", None) not in _ASKERS:
                raise
            raise InvalidInput(
                "what is asked for holds NUL, half of a surrogate pair or a number out of range; leave it out"
            ) from error

    def position_at(self, moment: datetime) -> int:
        return self._ask(log.position_at, moment)

    def article(self, article_id: str) -> shapes.ArticleRow:
        return self._ask(articles.article, article_id)

    def find_article(self, reference: str) -> str | None:
        return self._ask(articles.find, reference)

    def article_text(self, article_id: str) -> str:
        return self._ask(articles.text_of, article_id)

    def copies_of(self, article_id: str) -> tuple[shapes.ArticleRow, ...]:
        return self._ask(articles.related, article_id)

    def articles(
        self, *, status: str | None = None, limit: int = 50, cursor: str | None = None
    ) -> shapes.Page[shapes.ArticleRow]:
        return self._ask(articles.listed, status, limit, cursor)

    def affiliations(self, surnames: Iterable[str], *, on: str, article_id: str) -> list[Affiliation]:
        return self._ask(lambda connection: SqlAffiliations(connection).known(surnames, on=on, article_id=article_id))

    def claim(self, claim_id: str) -> shapes.ClaimRow:
        return self._ask(claims.claim, claim_id)

    def claims(
        self, *, article: str | None = None, party: str | None = None, speaker: str | None = None,
        matter: str | None = None, as_of: int | None = None, limit: int = 50, cursor: str | None = None,
    ) -> shapes.Page[shapes.ClaimRow]:
        return self._ask(
            claims.listed, article=article, party=party, speaker=speaker, matter=matter, as_of=as_of, limit=limit,
            cursor=cursor,
        )

    def finding(self, finding_id: str) -> shapes.FindingRow:
        return self._ask(findings.finding, finding_id)

    def findings(
        self, *, relation: str | None = "contradiction", parties: Sequence[str] = (), kind: str | None = None,
        matter: str | None = None, article: str | None = None, as_of: int | None = None, limit: int = 50,
        cursor: str | None = None,
    ) -> shapes.Page[shapes.FindingRow]:
        filters = Filters(relation, parties, kind, matter, article, as_of)
        return self._ask(findings.listed, filters, limit, cursor)

    def parties(
        self, *, as_of: int | None = None, limit: int = 100, cursor: str | None = None
    ) -> shapes.Page[shapes.PartyRow]:
        return self._ask(parties.parties, as_of, limit, cursor)

    def party_names(self, name: str, *, as_of: int | None = None) -> str:
        return self._ask(parties.name_of, name, as_of)

    def speakers(
        self, *, party: str | None = None, limit: int = 100, cursor: str | None = None
    ) -> shapes.Page[shapes.SpeakerRow]:
        return self._ask(parties.speakers, party, limit, cursor)

    def matters(
        self, *, as_of: int | None = None, limit: int = 50, cursor: str | None = None
    ) -> shapes.Page[shapes.MatterRow]:
        return self._ask(matters.listed, as_of, limit, cursor)

    def matter(self, matter_id: str) -> shapes.MatterRow:
        return self._ask(matters.matter, matter_id)

    def report(
        self, *, parties: Sequence[str] = (), kind: str | None = None, matter: str | None = None,
        as_of: int | None = None, limit: int = 500,
    ) -> shapes.Report:
        return self._ask(report.report, Filters(None, parties, kind, matter, None, as_of), limit)

    def events(
        self, *, after: int = 0, stream: str | None = None, type: str | None = None, limit: int = 100
    ) -> list[RecordedEvent]:
        return self._ask(log.listed, after, stream, type, limit)

    def event(self, event_id: str) -> RecordedEvent:
        return self._ask(log.event, event_id)

    def throughput(self) -> shapes.Throughput:
        return self._ask(work.throughput)

    def failed(self, *, limit: int = 50, cursor: str | None = None) -> shapes.Page[shapes.JobRow]:
        return self._ask(work.failed, limit, cursor)

    def job(self, job_id: str) -> shapes.JobRow:
        return self._ask(work.job, job_id)
