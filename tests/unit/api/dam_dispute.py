"""Fills the fake system: three parties quarrel over a dam; one article tries to break the page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from services.domain.article import Article
from services.domain.contradiction import Judgement, Kind, Relation, Signal
from services.domain.events import ArticleSubmitted
from services.domain.identity import derived_id, finding_id
from services.reports import shapes
from tests.unit.api.fake_system import DAY, FakeSystem, article_row

FIRST = """Dam talks stall as Tamaria and Ostrava Union trade blame

KELLE, Tamaria, March 2 (NNW) -- The Ostrava Union has condemned the filling of the Sarn dam, which it says \
breaches the river accord of 1994.

"We have broken no accord. The filling follows the timetable that all of us signed," Tamarian Water Minister Ilse \
Varga said Monday.

At least 40 villages downstream have lost their irrigation water, according to the Union's river commission.

Varga told reporters that no more than 6 villages were affected, and called the commission's figures "pure theatre."

Both sides want the talks in Kelle to go on, Varga and Union envoy Pavel Drost said.
"""
SECOND = """Accord row widens

KELLE, March 3 (Coastal Herald) -- Tamaria will not release water before May, Varga said Tuesday, a week after she \
promised a release "before the spring sowing."

The Delta Farmers' League accused the Ostrava Union of drilling the wells that emptied the lower canals. Drost \
denied it: "Not one well was drilled by us."
"""
HOSTILE = """<script>alert("taken")</script> said the gate

"The \u202edam\u202c is <b>open</b> & =cmd()|' /C calc'!A0", one <img src=x onerror=alert(1)> official \
said. \u0000\u0007 \U0001f30a מים
"""


def article_id(name: str) -> str:
    return derived_id("article", (name,))


def filled() -> FakeSystem:
    """The system with four articles, their claims, findings, a verdict and a failed job."""
    system = FakeSystem()
    for name, title, text in (
        ("first", "Dam talks stall as Tamaria and Ostrava Union trade blame", FIRST),
        ("second", "Accord row widens", SECOND),
        ("hostile", '<script>alert("title")</script>', HOSTILE),
    ):
        row = replace(article_row(article_id(name), title), claims=4, findings=2)
        system.rows.append(row)
        system.texts[row.id] = text
        article = Article(row.id, text, title, row.outlet, row.url, "en", DAY, name, (1, 2), "text/plain")
        system.append(row.id, ArticleSubmitted(article))
    system.rows[1] = replace(system.rows[1], outlet="Coastal Herald", published_at=DAY + timedelta(days=1))
    system.rows[2] = replace(system.rows[2], url="javascript:alert(1)", outlet="<i>Outlet</i>")
    system.rows.append(
        replace(article_row(article_id("broken"), "Sluice report", status="failed"), error="ran too long")
    )
    system.texts[article_id("broken")] = "Sluice report."
    _findings(system)
    system.jobs.append(
        shapes.JobRow(
            derived_id("job", (1,)),
            "extract",
            article_id("broken"),
            "Sluice report",
            "failed",
            4,
            "Traceback (most recent call last):\n  …\nTimeLimitExceeded: the job ran longer than 300 s",
            DAY,
            DAY,
        )
    )
    return system


def _findings(system: FakeSystem) -> None:
    union = _claim(
        system, "first", "Ostrava Union", "Ostrava Union", "which it says", "says", "breaches the river accord of 1994"
    )
    breach = _claim(
        system,
        "first",
        "Ilse Varga",
        "Tamaria",
        "Tamarian Water Minister Ilse Varga",
        "said",
        '"We have broken no accord. The filling follows the timetable that all of us signed,"',
        mode="direct",
    )
    villages = _claim(
        system,
        "first",
        "river commission",
        "Ostrava Union",
        "the Union's river commission",
        "according to",
        "At least 40 villages downstream have lost their irrigation water",
    )
    few = _claim(system, "first", "Ilse Varga", "Tamaria", "Varga", "told", "no more than 6 villages were affected")
    talks = _claim(
        system, "first", "Ilse Varga", "Tamaria", "Varga", "said", "Both sides want the talks in Kelle to go on"
    )
    talks_b = replace(
        talks,
        id=derived_id("claim", ("talks-b",)),
        speaker="Pavel Drost",
        party="Ostrava Union",
        source_text="Union envoy Pavel Drost",
    )
    system.claim_rows.append(talks_b)
    later = _claim(
        system, "second", "Ilse Varga", "Tamaria", "Varga", "said", "Tamaria will not release water before May"
    )
    promise = _claim(
        system,
        "second",
        "Ilse Varga",
        "Tamaria",
        "she",
        "promised",
        'a release "before the spring sowing."',
        mode="mixed",
        stance="promises",
    )
    wells = _claim(
        system,
        "second",
        "Delta Farmers' League",
        "Delta Farmers' League",
        "The Delta Farmers' League",
        "accused",
        "drilling the wells that emptied the lower canals",
    )
    no_wells = _claim(
        system,
        "second",
        "Pavel Drost",
        "Ostrava Union",
        "Drost",
        "denied",
        '"Not one well was drilled by us."',
        mode="direct",
    )
    hostile = _claim(
        system,
        "hostile",
        "<img src=x onerror=alert(1)> official",
        None,
        "one <img src=x onerror=alert(1)> official",
        "said",
        "\"The \u202edam\u202c is <b>open</b> & =cmd()|' /C calc'!A0\"",
        mode="direct",
        stance="asserts",
    )
    accord, water = (
        ("m-accord", "Does filling the Sarn dam breach the 1994 accord?"),
        ("m-water", "How much water do the villages lose?"),
    )
    _finding(
        system,
        union,
        breach,
        Kind.DENIAL,
        0.94,
        accord,
        "The Union says the filling breaches the accord; Tamaria says it has broken none.",
        (
            Signal(
                "polarity",
                0.8,
                ("breaches the river accord",),
                ("broken no accord",),
                "One says the accord is breached, the other denies it.",
            ),
            Signal("entailment", 0.5, (), (), "Each would be false if the other were true."),
            Signal("date", -0.1, ("1994",), (), "Only one gives a date."),
        ),
        copies=2,
    )
    _finding(
        system,
        villages,
        few,
        Kind.NUMERIC,
        0.81,
        water,
        "At least 40 villages cannot be no more than 6.",
        (
            Signal(
                "quantity",
                0.9,
                ("At least 40 villages",),
                ("no more than 6 villages",),
                "At least 40 and at most 6 of the same thing exclude each other.",
            ),
        ),
    )
    _finding(
        system,
        wells,
        no_wells,
        Kind.ATTRIBUTION,
        0.66,
        ("m-wells", "Who drilled the wells?"),
        "The League says the Union drilled the wells; the Union denies it.",
        (
            Signal(
                "responsibility",
                0.6,
                ("drilling the wells",),
                ("Not one well was drilled",),
                "One names the other as the one who did it.",
            ),
        ),
    )
    _finding(
        system,
        talks,
        talks_b,
        None,
        0.03,
        ("m-talks", "Should the Kelle talks go on?"),
        "Both want the talks to go on.",
        (),
    )
    _finding(
        system,
        promise,
        later,
        Kind.SELF_REVERSAL,
        0.77,
        water,
        "Tamaria promised water before the sowing and now rules it out before May.",
        (
            Signal(
                "time",
                0.4,
                ("before the spring sowing",),
                ("not release water before May",),
                "The later statement rules out what was promised.",
            ),
        ),
    )
    _finding(
        system,
        hostile,
        few,
        Kind.POSITION,
        0.52,
        ("m-x", "</script><script>alert(2)</script> [x](javascript:1) | y"),
        '=HYPERLINK("http://evil.example")',
        (Signal("stance", 0.3, ("<b>open</b>",), ("affected",), "<u>hostile</u> note"),),
    )
    system.record_verdict(
        system.finding_rows[1].id, Judgement.CONFIRMED, note="Both count the same week.", analyst="ada"
    )


def _claim(
    system: FakeSystem,
    article: str,
    speaker: str,
    party: str | None,
    source: str,
    cue: str,
    content: str,
    *,
    mode: str = "indirect",
    stance: str = "asserts",
) -> shapes.ClaimRow:
    text, row = system.texts[article_id(article)], system.article(article_id(article))

    def span(words: str, near: int) -> tuple[int, int]:
        starts = [match.start() for match in re.finditer(re.escape(words), text)]
        start = min(starts, key=lambda start: abs(start - near))
        return start, start + len(words)

    place = span(content, 0)
    claim = shapes.ClaimRow(
        derived_id("claim", (article, content, speaker)),
        row.id,
        row.title,
        row.outlet,
        speaker,
        "person",
        party,
        "state",
        source,
        cue,
        content,
        f"… {content} …",
        span(source, place[1]),
        (span(cue, place[1]),),
        (place,),
        mode,
        stance,
        None,
        (),
        "2026-03-02",
        row.published_at,
        DAY,
        len(system.claim_rows) + 1,
        False,
    )
    system.claim_rows.append(claim)
    return claim


def _finding(
    system: FakeSystem,
    a: shapes.ClaimRow,
    b: shapes.ClaimRow,
    kind: Kind | None,
    score: float,
    matter: tuple[str, str],
    summary: str,
    signals: tuple[Signal, ...],
    copies: int = 0,
) -> None:
    relation = Relation.CONTRADICTION if kind else Relation.AGREEMENT
    system.finding_rows.append(
        shapes.FindingRow(
            finding_id(a.id, b.id),
            relation,
            kind,
            score,
            summary,
            signals,
            "judge@1",
            *matter,
            a,
            b,
            copies,
            0,
            DAY,
            len(system.finding_rows) + 3,
            None,
        )
    )
