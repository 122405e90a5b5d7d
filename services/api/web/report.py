"""The report page: the party matrix, then each contradiction face to face."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from services.api.access import Reader
from services.api.moments import position_of
from services.api.ports import System
from services.api.problems import ApiError
from services.api.web.matrix import grid
from services.api.web.rendering import link, page
from services.api.wiring import SystemDep
from services.domain.contradiction import Kind
from services.reports.shapes import Report

router = APIRouter()
SHOWN = 100
FORMATS = (("Markdown", "md"), ("CSV", "csv"), ("JSON-LD", "jsonld"), ("JSON", "json"))
Choice = Annotated[str | None, Query(max_length=300)]
Parties = Annotated[list[str], Query(max_length=10)]


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of a report page, empty ones left out."""

    parties: tuple[str, ...]
    kind: str | None
    matter: str | None
    as_of: str | None

    @property
    def any(self) -> bool:
        """Whether anything narrows the report."""
        return bool(self.parties or self.kind or self.matter)

    def address(self, path: str = "/report", **other: str) -> str:
        """The address of a page or export with these filters."""
        own = {"party": list(self.parties), "kind": self.kind, "matter": self.matter, "as_of": self.as_of}
        return link(path, **{**own, **other})


@router.get("/")
@router.get("/report")
def show_report(
    request: Request, system: SystemDep, caller: Reader, party: Parties = [],  # noqa: B006
    kind: Choice = None, matter: Choice = None, as_of: Choice = None, judged: Choice = None,
) -> Response:
    """The report that the filters ask for, with the matrix of all parties above it."""
    position = position_of(as_of, system.queries)
    asked = _asked(system, party, kind, matter, as_of, position)
    whole = system.queries.report(kind=asked.kind, matter=asked.matter, as_of=position, limit=SHOWN)
    report = whole
    if asked.parties:
        report = system.queries.report(
            parties=asked.parties, kind=asked.kind, matter=asked.matter, as_of=position, limit=SHOWN
        )
    return page(
        "report.html", here="report", asked=asked, report=report, grid=grid(whole), kinds=list(Kind),
        parties=system.queries.parties(as_of=position, limit=500).items,
        matters=system.queries.matters(as_of=position, limit=500).items, exports=_exports(asked), shown=SHOWN,
        judged=system.queries.finding(judged) if judged else None, back=_back(request), contradictions=_total(report),
    )


def _asked(
    system: System, parties: list[str], kind: str | None, matter: str | None, as_of: str | None, position: int | None
) -> Asked:
    if kind and kind not in set(Kind):
        raise ApiError("invalid-input", f"kind is one of {', '.join(Kind)}.", field="kind")
    given = list(dict.fromkeys(name for name in parties if name.strip()))
    if len(given) > 2:
        raise ApiError("invalid-input", "Choose one party, or two that stand against each other.", field="party")
    named = tuple(system.queries.party_names(name, as_of=position) for name in given)
    return Asked(named, kind or None, (matter or "").strip() or None, (as_of or "").strip() or None)


def _exports(asked: Asked) -> list[tuple[str, str]]:
    return [(name, asked.address("/v1/reports/pairs", format=format_)) for name, format_ in FORMATS]


def _total(report: Report) -> int:
    """Contradictions between parties, those past the page's end included; the matrix counts all it knows sides of."""
    return max(len(report.contradictions), sum(cell.contradictions for cell in report.matrix))


def _back(request: Request) -> str:
    query = "&".join(part for part in request.url.query.split("&") if part and not part.startswith("judged="))
    return f"{request.url.path}?{query}" if query else request.url.path
