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


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Japan's foreign minister, Ken Oda, said the vote was fair.", "Japan"),
        ("Peru opposed the idea. Foreign Minister Ana Solis said the vote was fair.", "Peru"),
        ("In Lima, Prime Minister Ana Solis said the vote was fair.", "Peru"),
        ("Chile stood firm. Its ambassador, Ana Solis, said the vote was fair.", "Chile"),
        ("Miriam Dale of Hospital Friends said the vote was fair.", "Hospital Friends"),
        ("The Royal Nurses Union walked out. Pat Moran, the union's chief, said it was fair.", "Royal Nurses Union"),
        ("Sam Low, who heads the industry group Steelworks United, said the vote was fair.", "Steelworks United"),
        ("The chief executive of Acme Motors, Sam Low, said the vote was fair.", "Acme Motors"),
        ("Tampa Valley Times reporter Sam Low said the vote was fair.", "Tampa Valley Times"),
        ("Republican strategist Sam Low said the vote was fair.", "Republicans"),
    ],
)
def test_the_party_is_read_from_what_stands_around_the_name(read, text: str, party: str) -> None:
    assert read(text)[-1].party == party


def test_who_backs_a_candidate_speaks_for_the_campaign(read) -> None:
    text = "The Maria Garza campaign opened in Ohio.\n\nMayor Paul Holt, who has endorsed Garza, said it was full."
    assert read(text)[-1].party == "Garza campaign"


def test_a_bygone_role_gives_no_party(read) -> None:
    text = "Maria Garza opened her campaign in Ohio.\n\nPaul Holt, a former adviser to Garza, said the crowd was large."
    assert read(text)[-1].party is None


def test_a_delegate_speaks_for_the_party_whose_convention_it_is(read) -> None:
    text = "The Republican convention opened.\n\nOhio delegate Paul Holt said the hall was cold."
    assert read(text)[-1].party == "Republicans"


def test_voters_and_supporters_speak_for_no_side_but_groups_of_bodies_for_themselves(read) -> None:
    assert read("Many voters said the vote was fair.")[-1].party is None
    assert read("Human rights groups said the vote was fair.")[-1].party == "human rights groups"


@pytest.mark.parametrize(
    ("name", "day", "party"),
    [
        ("Ted Cruz", date(2016, 4, 1), "Cruz campaign"),
        ("Ted Cruz", date(2018, 4, 1), "Republicans"),
        ("Charles E. Schumer", date(2018, 4, 1), "Democrats"),
        ("Comey", date(2016, 4, 1), "United States"),
        ("Ryan", date(2016, 4, 1), None),
    ],
)
def test_a_well_known_person_speaks_for_whom_he_did_on_the_day(name: str, day: date, party: str | None) -> None:
    found = known(name, day)
    assert (found.name if found else None) == party


@pytest.mark.parametrize("name", ["", " ", "Jr."])
def test_a_name_of_which_nothing_is_left_has_no_party(name: str) -> None:
    assert known(name, date(2016, 5, 1)) is None
