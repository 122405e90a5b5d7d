"""/v1/reports: who contradicts whom, as JSON, JSON-LD, Markdown or CSV."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from services.api.access import Reader
from services.api.documentation import FOUND, PROBLEMS
from services.api.found import SentFinding
from services.api.moments import AsOfDep
from services.api.wiring import SystemDep
from services.domain.contradiction import Kind
from services.reports import csv_export, jsonld, markdown
from services.reports.json_export import plain
from services.reports.shapes import PairCell, Report

Format = Literal["json", "jsonld", "md", "csv"]
MEDIA_TYPES = {"jsonld": "application/ld+json", "md": "text/markdown", "csv": "text/csv"}
OTHER_FORMATS: dict[int | str, dict[str, Any]] = {200: {"content": {name: {} for name in MEDIA_TYPES.values()}}}
router = APIRouter(prefix="/v1/reports", tags=["reports"], responses={**PROBLEMS, **FOUND, **OTHER_FORMATS})


class Heading(BaseModel):
    """What every report says of itself: as of when, limited to what, resting on how much."""

    as_of_position: int
    as_of_time: datetime | None
    filters: dict[str, str]
    articles: int
    claims: int


class PartyMatrix(Heading):
    """Parties and how each pair stands."""

    parties: list[str]
    matrix: list[PairCell]


class Pairs(Heading):
    """Contradictions and agreements between parties."""

    contradictions: list[SentFinding]
    agreements: list[SentFinding]


class SelfConsistency(Heading):
    """Where a party said otherwise before."""

    self_reversals: list[SentFinding]


def asked_report(
    system: SystemDep, as_of: AsOfDep, kind: Kind | None = None,
    matter: Annotated[str | None, Query(max_length=300, description="Id of a matter.")] = None,
    party: Annotated[
        list[str], Query(max_length=2, description="One party, or two that stand against each other.")
    ] = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=2000, description="Findings of each sort at most.")] = 500,
) -> Report:
    """The report that the query parameters ask for. Raises `NotFound` for a party or matter that is not there."""
    named = [system.queries.party_names(name, as_of=as_of) for name in party]
    return system.queries.report(
        parties=named, kind=kind.value if kind else None, matter=matter, as_of=as_of, limit=limit
    )


ReportDep = Annotated[Report, Depends(asked_report)]
FormatDep = Annotated[Format, Query(alias="format", description="What to answer with.")]


@router.get("/party-matrix", response_model=PartyMatrix)
def party_matrix(caller: Reader, report: ReportDep, format_: FormatDep = "json") -> Response:
    """Read how parties stand to each other: for each pair, contradictions by kind and agreements.

    CSV has a row a pair. JSON-LD and Markdown carry the findings as well.
    """
    if format_ == "csv":
        return _answer(csv_export.render_matrix(report), "csv")
    return _json(report, PartyMatrix) if format_ == "json" else _exported(report, format_)


@router.get("/pairs", response_model=Pairs)
def pairs(caller: Reader, report: ReportDep, format_: FormatDep = "json") -> Response:
    """Read contradictions and agreements between parties, each with both claims, the words and the reasons."""
    report = replace(report, self_reversals=())
    return _json(report, Pairs) if format_ == "json" else _exported(report, format_)


@router.get("/self-consistency", response_model=SelfConsistency)
def self_consistency(caller: Reader, report: ReportDep, format_: FormatDep = "json") -> Response:
    """Read where a party said otherwise before."""
    report = replace(report, contradictions=(), agreements=(), matrix=())
    return _json(report, SelfConsistency) if format_ == "json" else _exported(report, format_)


def _json(report: Report, model: type[BaseModel]) -> Response:
    whole = plain(report)
    return JSONResponse({name: whole[name] for name in model.model_fields})


def _exported(report: Report, format_: Format) -> Response:
    render = {"jsonld": jsonld.render, "md": markdown.render, "csv": csv_export.render}[format_]
    return _answer(render(report), format_)


def _answer(text: str, format_: Format) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="counterclaim-report.csv"'} if format_ == "csv" else {}
    return Response(text, media_type=f"{MEDIA_TYPES[format_]}; charset=utf-8", headers=headers)
