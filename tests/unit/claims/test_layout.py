from __future__ import annotations

from datetime import date

import pytest

from services.claims.layout.component import lay_out
from services.claims.layout.dateline import dateline
from services.claims.layout.paragraphs import paragraphs


def test_a_dateline_gives_place_day_and_agency() -> None:
    text = "GENEVA, Switzerland, Dec. 30 (UPI) -- Talks on the dam ended without result."
    found = dateline(text, (0, len(text)))
    assert found is not None
    assert (found.place, found.month, found.day, found.agency) == ("GENEVA, Switzerland", 12, 30, "UPI")
    assert text[found.span[1] :].startswith("Talks")


def test_a_dateline_without_a_year_takes_the_one_nearest_to_publication() -> None:
    found = dateline("PARIS, Dec. 31 (AP) -- Rail unions struck.", (0, 42))
    assert found is not None
    assert found.on(date(2021, 1, 1)) == date(2020, 12, 31)


@pytest.mark.parametrize("text", ["The minister said no -- twice.", "ICE — the agency — denied it."])
def test_a_dash_alone_makes_no_dateline(text: str) -> None:
    assert dateline(text, (0, len(text))) is None


def test_boilerplate_is_kept_out_of_the_report() -> None:
    text = "The strike ended.\n\nBy Jane Doe\n\nWorkers went back.\n\nLatest Headlines\n\n© 2020 The Wire."
    layout = lay_out(text)
    assert [text[s:e] for s, e in layout.paragraphs] == ["The strike ended.", "Workers went back."]


def test_lines_wrapped_by_width_are_one_paragraph() -> None:
    text = "The union rejected the offer of the\nrailway and said that the strike would\ngo on.\n\nTalks resume."
    assert len(paragraphs(text)) == 2


def test_lines_that_end_sentences_are_paragraphs() -> None:
    assert len(paragraphs("The union rejected the offer.\nTalks resume on Monday.\nTrains stand still.")) == 3
