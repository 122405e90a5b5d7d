"""Articles and how far they have come."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, case, exists, func, literal, or_, select

from db.projections.tables import articles, claims, findings
from db.queries import cursor as cursors
from db.queries.just_in import just_in
from db.queries.short_ids import full_id
from db.tables import jobs
from services.domain.errors import Ambiguous, InvalidInput, NotFound, Withdrawn
from services.reports.shapes import ArticleRow, Page

STATUSES = ("queued", "extracting", "comparing", "processed", "failed", "withdrawn")


def _job(state: str, consumer: str | None = None) -> Any:
    of_consumer = [jobs.c.consumer == consumer] if consumer else []
    return exists().where(jobs.c.article_id == articles.c.id, jobs.c.state == state, *of_consumer)


_STATUS = case(
    (articles.c.withdrawn.is_not(None), literal("withdrawn")),
    (_job("failed"), literal("failed")),
    (articles.c.compared.is_not(None), literal("processed")),
    (articles.c.extracted.is_not(None), literal("comparing")),
    (_job("running", "extract"), literal("extracting")),
    else_=literal("queued"),
)
_MINE = (
    select(claims.c.id).where(claims.c.article_id == articles.c.id, claims.c.superseded.is_(None)).correlate(articles)
)
_FINDINGS = (
    select(func.count()).select_from(findings)
    .where(findings.c.superseded.is_(None), or_(findings.c.a.in_(_MINE), findings.c.b.in_(_MINE))).scalar_subquery()
)
_ERROR = (
    select(jobs.c.error).where(jobs.c.article_id == articles.c.id, jobs.c.state == "failed")
    .order_by(jobs.c.updated_at.desc()).limit(1).scalar_subquery()
)


def _rows() -> Select[Any]:
    return select(articles, _STATUS.label("status"), _FINDINGS.label("findings"), _ERROR.label("error"))


def article(connection: Connection, given: str) -> ArticleRow:
    """The article of this id or beginning of one, or, by its whole id, one not yet projected. Raises `NotFound` or
    `Ambiguous`."""
    try:
        article_id = full_id(connection, articles.c.id, given, "article")
    except NotFound:
        if found := just_in(connection, given):
            return found[0]
        raise
    return _shape(connection.execute(_rows().where(articles.c.id == article_id)).one())


def known_id(connection: Connection, given: str) -> str:
    """The id of the article that `article` finds. Raises `NotFound` or `Ambiguous`."""
    try:
        return full_id(connection, articles.c.id, given, "article")
    except NotFound:
        if found := just_in(connection, given):
            return found[0].id
        raise


def find(connection: Connection, reference: str) -> str | None:
    """The id of the article that `reference` names: an id, its beginning, or the address it was published at (the
    latest so published); None where there is none."""
    if ":" in reference:
        latest = select(articles.c.id).where(articles.c.url == reference).order_by(articles.c.position.desc()).limit(1)
        return connection.execute(latest).scalar_one_or_none()
    try:
        return known_id(connection, reference)
    except (NotFound, Ambiguous):
        return None


def text_of(connection: Connection, given: str) -> str:
    """The text that offsets of its claims point into. Raises `Withdrawn` where there is none any more."""
    try:
        article_id = full_id(connection, articles.c.id, given, "article")
    except NotFound:
        found = just_in(connection, given)
        if found is None:
            raise
        row, text = found
        article_id, reason = row.id, row.withdrawn_reason
    else:
        query = select(articles.c.text, articles.c.withdrawn_reason).where(articles.c.id == article_id)
        text, reason = connection.execute(query).one()
    if reason is not None:
        raise Withdrawn(f"article {article_id} was withdrawn ({reason}); its text is gone")
    return str(text)


def related(connection: Connection, given: str) -> tuple[ArticleRow, ...]:
    """The other articles that print the same text or are versions of it, oldest first, withdrawn ones left out."""
    article_id = known_id(connection, given)
    mine = articles.alias("mine")
    of = select(mine.c.syndication, mine.c.corrects, mine.c.corrected_by).where(mine.c.id == article_id).subquery()
    near = or_(
        articles.c.syndication == of.c.syndication, articles.c.id == of.c.corrects, articles.c.id == of.c.corrected_by
    )
    query = _rows().join(of, near).where(articles.c.id != article_id, articles.c.withdrawn.is_(None))
    return tuple(_shape(row) for row in connection.execute(query.order_by(articles.c.position)))


def listed(connection: Connection, status: str | None, limit: int, cursor: str | None) -> Page[ArticleRow]:
    """Articles, newest first."""
    query = _rows().order_by(articles.c.position.desc()).limit(limit + 1)
    if status is not None:
        if status not in STATUSES:
            raise InvalidInput(f"status is one of {', '.join(STATUSES)}", field="status")
        query = query.where(literal(status) == _STATUS)
    if key := cursors.decode(cursor, int):
        query = query.where(articles.c.position < key[0])
    return cursors.page(connection.execute(query).all(), limit, lambda row: (row.position,), _shape)


def _shape(row: Row[Any]) -> ArticleRow:
    return ArticleRow(
        id=row.id, title=row.title, outlet=row.outlet, url=row.url, language=row.language,
        published_at=row.published_at,
        learned_at=row.learned_at, status=row.status, claims=row.claims, findings=row.findings,
        syndicated_from=row.syndicated_from, corrected_by=row.corrected_by, error=row.error,
        withdrawn_at=row.withdrawn_at, withdrawn_reason=row.withdrawn_reason, withdrawn_by=row.withdrawn_by,
    )
