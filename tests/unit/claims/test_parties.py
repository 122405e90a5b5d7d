from __future__ import annotations

from datetime import date

import pytest

from services.claims.parties.known import known


@pytest.mark.parametrize(
    ("text", "party", "kind"),
    [
        ("Nigerian Foreign Minister Ada Obi said the vote was fair.", "Nigeria", "state"),
        ("South Korean President Han Jin said the vote was fair.", "South Korea", "state"),
        ("NATO Secretary-General Eva Brandt said the vote was fair.", "NATO", "alliance"),
        ("Sen. Jane Roe (D-Ohio) said the vote was fair.", "Democrats", "party"),
        (
            "Ivan Petrov, a spokesman for the African Union, said the vote was fair.",
            "African Union",
            "international organisation",
        ),
        ("Deutsche Welle said the vote was fair.", "Deutsche Welle", "media"),
    ],
)
def test_the_party_is_read_from_title_or_name(read, text: str, party: str, kind: str) -> None:
    found = read(text)[-1]
    assert (found.party, found.party_kind) == (party, kind)


def test_an_officer_who_commands_for_an_alliance_speaks_for_it(read) -> None:
    text = (
        "NATO widened its mission.\n\nDanish Air Force Maj. Gen. Lars Holm, commander of the alliance's Baltic "
        "mission, said the skies were calm."
    )
    found = read(text)[-1]
    assert (found.speaker, found.party) == ("Lars Holm", "NATO")
    assert found.party_evidence is not None
    assert "alliance" in text[slice(*found.party_evidence)]


def test_a_professor_speaks_for_no_side(read) -> None:
    assert read("Rosa Lind, a professor at the University of Oslo, said the vote was fair.")[-1].party is None


def test_campaign_staff_speak_for_the_campaign(read) -> None:
    text = "Maria Garza opened her campaign in Ohio.\n\nGarza campaign manager Paul Holt said the crowd was large."
    assert read(text)[-1].party == "Garza campaign"


def test_an_office_counts_only_while_it_is_held() -> None:
    assert known("Kofi Annan", date(2003, 1, 1)) is not None
    assert known("Kofi Annan", date(2015, 1, 1)) is None
