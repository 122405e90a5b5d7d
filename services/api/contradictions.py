"""/v1/contradictions: claims that cannot both hold (and agreements), with reasons and verdicts."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from services.api import verdicts
from services.api.access import Judge, Reader
from services.api.correlation import correlation_id
from services.api.documentation import FOUND, PROBLEMS
from services.api.found import SentFinding, sent, sent_page
from services.api.moments import AsOfDep
from services.api.paging import PageOf, PagingDep
from services.api.wiring import SystemDep
from services.domain.contradiction import Judgement, Kind

router = APIRouter(prefix="/v1/contradictions", tags=["contradictions"], responses=PROBLEMS)
Filter = Annotated[str | None, Query(max_length=300)]
Parties = Annotated[
    list[str], Query(max_length=2, description="One party, or two that stand against each other.", examples=[["NATO"]])
]


class Verdict(BaseModel):
    """An analyst's judgement on a contradiction."""

    judgement: Judgement
    note: str | None = Field(default=None, max_length=4000, description="Why.", examples=["Both mean the same day."])
    analyst: str | None = Field(
        default=None, max_length=200, description="Who judges; the API key's name stands here where there is one."
    )


@router.get("", responses=FOUND)
def list_contradictions(
    system: SystemDep, caller: Reader, paging: PagingDep, as_of: AsOfDep,
    party: Parties = [],  # noqa: B006
    kind: Kind | None = None, matter: Filter = None, article: Filter = None,
    relation: Annotated[Literal["contradiction", "agreement"], Query(description="Agreements are kept beside.")] = (
        "contradiction"
    ),
) -> PageOf[SentFinding]:
    """List contradictions, by party, pair of parties, kind, matter or article."""
    named = [system.queries.party_names(name, as_of=as_of) for name in party]
    return paging.page(sent_page(system.queries.findings(
        relation=relation, parties=named, kind=kind.value if kind else None, matter=matter, article=article,
        as_of=as_of, limit=paging.limit, cursor=paging.cursor,
    )))


@router.get("/{finding_id}", responses=FOUND)
def get_contradiction(system: SystemDep, caller: Reader, finding_id: str) -> SentFinding:
    """Read one: both claims, the signals that fired with the words on each side, and the history of verdicts.

    `score` is the calibrated probability that the two contradict each other.
    """
    return sent(system.queries.finding(finding_id))


@router.post("/{finding_id}/verdicts", status_code=201, responses=FOUND)
def record_verdict(
    request: Request, system: SystemDep, caller: Judge, finding_id: str, verdict: Verdict
) -> SentFinding:
    """Record a verdict. The latest counts; all are kept, through every replay."""
    return sent(verdicts.record(
        system, finding_id, verdict.judgement, note=verdict.note, analyst=caller.name or verdict.analyst,
        correlation_id=correlation_id(request),
    ))
