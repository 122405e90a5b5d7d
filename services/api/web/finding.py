"""The page of one contradiction, and the forms that judge it."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from services.api import verdicts
from services.api.access import Judge, Reader
from services.api.correlation import correlation_id
from services.api.problems import ApiError
from services.api.web.rendering import page
from services.api.wiring import SystemDep
from services.domain.contradiction import Judgement

router = APIRouter()
NOTE_LENGTH = 4000


@router.get("/contradictions/{finding_id}")
def show_finding(system: SystemDep, caller: Reader, finding_id: str) -> Response:
    """One contradiction or agreement: both claims in their sentences, the reasons, the history of verdicts."""
    finding = system.queries.finding(finding_id)
    return page("finding.html", here="report", finding=finding, back=f"/contradictions/{finding.id}")


@router.post("/contradictions/{finding_id}/verdict")
async def judge_finding(request: Request, system: SystemDep, caller: Judge, finding_id: str) -> Response:
    """Record the verdict of the page's buttons, and go back to where they stood."""
    form = await form_fields(request)
    try:
        judgement = Judgement(form.get("judgement", ""))
    except ValueError as error:
        raise ApiError("invalid-input", "A verdict is confirmed, rejected or unsure.", field="judgement") from error
    finding = await run_in_threadpool(
        verdicts.record, system, finding_id, judgement, note=form.get("note", "")[:NOTE_LENGTH], analyst=caller.name,
        correlation_id=correlation_id(request),
    )
    return RedirectResponse(return_address(form.get("back", "/"), finding.id), 303)


async def form_fields(request: Request) -> dict[str, str]:
    """The fields of a posted form; of a repeated one the first."""
    body = (await request.body()).decode("utf-8", "replace")
    return {name: values[0] for name, values in parse_qs(body, max_num_fields=20).items()}


def return_address(back: str, finding_id: str) -> str:
    """The page that the form stood on, told what was judged; the report where `back` is no page of ours."""
    if not back.startswith("/") or back.startswith("//") or "\\" in back or not back.isprintable():
        back = "/"
    if back.startswith("/contradictions/"):
        return back
    joint = "&" if "?" in back else "?"
    return f"{back}{joint}judged={finding_id}#finding-{finding_id}"
