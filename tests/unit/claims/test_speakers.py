from __future__ import annotations

from services.domain.claim import SpeakerKind


def last(read, text: str):
    return read(text)[-1]


def test_a_last_name_means_the_person_named_in_full_before(read) -> None:
    assert (
        last(read, "Finance Minister Laura Vidal met the banks.\n\nVidal said the tax would stay.").speaker
        == "Laura Vidal"
    )


def test_he_means_the_man_who_spoke_before_and_not_the_woman(read) -> None:
    text = "Mr. Peter Hall said the mine was safe. Mrs. Ellen Marsh watched.\n\nHe said no one had been hurt."
    assert last(read, text).speaker == "Peter Hall"


def test_the_minister_means_the_one_the_article_introduced(read) -> None:
    text = (
        "Foreign Minister Karim Saleh met President Lucas Moreau in Oslo.\n\nThe foreign minister said talks went on."
    )
    assert last(read, text).speaker == "Karim Saleh"


def test_a_seat_of_government_speaks_for_its_state(read) -> None:
    found = last(read, "The Kremlin said the gas would flow.")
    assert (found.speaker, found.party) == ("Russia", "Russia")


def test_the_german_broadcaster_is_the_one_named(read) -> None:
    text = "The talks failed, Deutsche Welle reported.\n\nThe German broadcaster said a new round was planned."
    assert last(read, text).speaker == "Deutsche Welle"


def test_an_unnamed_source_stays_unnamed(read) -> None:
    found = last(read, "A senior official said the deal was dead.")
    assert (found.speaker, found.speaker_kind) == ("A senior official", SpeakerKind.UNNAMED)


def test_an_unknown_she_is_nobody(read) -> None:
    assert last(read, "She said the deal was dead.").speaker is None
