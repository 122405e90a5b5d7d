"""/v1/articles: submit articles, list them, follow one, read its text and claims."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse

from services.api import idempotency, submissions, withdrawals
from services.api.access import Operator, Reader, Submitter
from services.api.correlation import correlation_id
from services.api.documentation import BODY, FOUND, GONE, PROBLEMS, SUBMISSION
from services.api.keys import Caller
from services.api.paging import PageOf, PagingDep
from services.api.ports import AnswerStore, System
from services.api.problems import document, problem_of, problem_response
from services.api.submissions import Submitted
from services.api.wiring import AnswersDep, SystemDep
from services.articles.draft import Defaults
from services.articles.published import moment
from services.domain.errors import CounterclaimError
from services.reports.shapes import ArticleRow, ClaimRow

router = APIRouter(prefix="/v1/articles", tags=["articles"], responses=PROBLEMS)
Status = Literal["queued", "extracting", "comparing", "processed", "failed", "withdrawn"]
Text = Annotated[str | None, Query(max_length=500, description="For bodies that carry no such field.")]


@router.post("", status_code=202, response_model=Submitted, responses=BODY, openapi_extra=SUBMISSION)
async def submit_articles(
    request: Request, system: SystemDep, answers: AnswersDep, caller: Submitter,
    idempotency_key: idempotency.KeyHeader = None,
    title: Text = None, outlet: Text = None, url: Text = None,
    published_at: Annotated[
        str | None, Query(max_length=100, description="ISO 8601 date or time, for bodies that carry no date.")
    ] = None,
) -> Response:
    """Queue articles: a JSON object, a JSON batch, or a file's content by its type.

    Answers 202 with each article's fate; `Location` is the status of the only or first one taken. Where none could be
    taken the answer is a problem, with all fates in `results`.
    """
    published = moment(published_at) if published_at else None
    defaults = Defaults(title=title, outlet=outlet, url=url, published_at=published)
    body = await request.body()
    return await run_in_threadpool(_submit, request, system, answers, caller, idempotency_key, body, defaults)


def _submit(
    request: Request, system: System, answers: AnswerStore, caller: Caller, key: str | None, body: bytes,
    defaults: Defaults,
) -> Response:
    content_type = request.headers.get("content-type", "")
    stored = idempotency.scoped(key, caller) if key else None
    print_ = idempotency.fingerprint(content_type, request.url.query, body)
    if stored and (first := idempotency.replay(answers, stored, print_)):
        return _located(first)
    items = submissions.read(system, body, content_type, defaults)
    done = submissions.submit(system, items, correlation_id(request))
    if done.rejected == len(done.results):
        return _all_rejected(request, [item.error for item in items if item.error], done)
    answer = done.model_dump(mode="json", exclude_none=True)
    if stored:
        return _located(idempotency.keep(answers, stored, print_, 202, answer))
    return _located(JSONResponse(answer, status_code=202))


def _located(answer: JSONResponse) -> JSONResponse:
    results = Submitted.model_validate_json(bytes(answer.body)).results
    first = next((result.href for result in results if result.href), None)
    if first:
        answer.headers["Location"] = first
    return answer


def _all_rejected(request: Request, errors: list[CounterclaimError], done: Submitted) -> Response:
    if len(errors) == 1:
        return problem_response(request, problem_of(errors[0]))
    results: Any = done.model_dump(mode="json", exclude_none=True)["results"]
    detail = f"None of the {len(done.results)} articles could be taken; `results` says why for each."
    return problem_response(request, {**document(422, "invalid-input", detail), "results": results})


@router.get("")
def list_articles(
    system: SystemDep, caller: Reader, paging: PagingDep,
    status: Annotated[Status | None, Query(description="Only articles this far.")] = None,
) -> PageOf[ArticleRow]:
    """List articles with how far each has come."""
    return paging.page(system.queries.articles(status=status, limit=paging.limit, cursor=paging.cursor))


@router.get("/{article_id}", responses=FOUND)
def get_article(system: SystemDep, caller: Reader, article_id: str) -> ArticleRow:
    """Follow one article: queued, extracting, comparing, processed or failed."""
    return system.queries.article(article_id)


@router.delete("/{article_id}", responses=FOUND)
def withdraw_article(
    request: Request, system: SystemDep, caller: Operator, article_id: str,
    reason: Annotated[str, Query(min_length=1, max_length=500, description="Kept with the article and shown.")],
    copies: Annotated[bool, Query(description="Also other prints and versions of the same text.")] = False,
) -> withdrawals.Withdrawn:
    """Withdraw an article for legal reasons. Its key is destroyed: its words can't be read again. No undo."""
    return withdrawals.withdraw(
        system, article_id, reason, by=caller.name, copies=copies, correlation_id=correlation_id(request)
    )


@router.get("/{article_id}/text", response_class=PlainTextResponse, responses=GONE)
def get_text(system: SystemDep, caller: Reader, article_id: str) -> str:
    """Read the text that claims' offsets point into (in characters, that is Unicode code points)."""
    return system.queries.article_text(article_id)


@router.get("/{article_id}/claims", responses=FOUND)
def list_article_claims(system: SystemDep, caller: Reader, paging: PagingDep, article_id: str) -> PageOf[ClaimRow]:
    """List the claims found in one article."""
    article = system.queries.article(article_id)
    return paging.page(system.queries.claims(article=article.id, limit=paging.limit, cursor=paging.cursor))
