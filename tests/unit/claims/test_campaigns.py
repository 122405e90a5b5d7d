"""For whom supporters, backers, pollsters and office holders with a side speak; and what bears on a decision."""

from __future__ import annotations

from datetime import date

import pytest

from services.claims.extractor import Extractor
from services.claims.parties.bearing import Bearing, words_of
from services.claims.parties.candidates import Candidates
from services.claims.parties.home import Topics, home
from services.claims.parties.reader import Reader

RACE = "Presidential candidate Maria Garza met voters in Ohio. The Garza campaign was glad.\n\n"


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Garza supporters said the debate was fair.", "Garza campaign"),
        ("Gov. Paul Holt (D), a Garza supporter, said the debate was fair.", "Garza campaign"),
        ("State Sen. Paul Holt (R) said the debate was fair.", "Republicans"),
        ("Republican pollster Ann Lee said the debate was fair.", None),
        ("Ann Lee, one of several Garza critics on staff, said the debate was fair.", None),
    ],
)
def test_the_side_is_read_from_what_is_said_of_the_speaker(read, text: str, party: str | None) -> None:
    assert read(RACE + text)[-1].party == party


def test_a_president_of_a_body_is_not_the_state_s(read) -> None:
    text = "WASHINGTON - The U.S. Senate met. Congress votes on Friday.\n\nACME president Ann Lee said it was late."
    assert read(text)[-1].party != "United States"


def test_candidates_are_the_rules_none_both_sides_and_runners(rules: Extractor) -> None:
    text = RACE + "Ann Lee said Garza would win."
    with rules.nlp.select_pipes(disable=["counterclaim_parties"]):
        doc = rules.nlp(text)
    reader = Reader(doc, doc._.cast, home(doc), Topics(doc, doc._.bodies.full), doc._.bodies, date(2020, 3, 12))
    candidates = Candidates(reader)
    said = doc._.attributions[-1]
    names = [p.name if p else None for p, _, _ in candidates.of(said, None, (None, None))]
    assert names[:4] == [None, None, "Democrats", "Republicans"]
    assert "Garza campaign" in names
    garza = next(own for _, own in candidates.runners)
    assert "most in what is said" in Bearing(candidates).toward(garza, said, doc._.cast.person("Ann Lee"))


def test_idle_words_bear_on_nothing() -> None:
    assert words_of("The Senator's plan and its critics") == {"senator", "plan", "critics"}
