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


def test_mr_means_the_man_of_two_who_share_a_last_name(read) -> None:
    text = "Peter Hall and his wife, Ellen Hall, met the mayor. Ellen Hall smiled.\n\nMr. Hall said the road was safe."
    assert last(read, text).speaker == "Peter Hall"


def test_a_body_that_opens_the_source_speaks_and_not_its_founder(read) -> None:
    text = "Acme Research, a firm founded by Jane Doe, said prices would rise."
    assert last(read, text).speaker == "Acme Research"


def test_two_campaigns_speak_together(read) -> None:
    text = "Maria Garza and Peter Hall met in Ohio.\n\nThe Garza and Hall campaigns said the debate was fair."
    assert last(read, text).speaker == "Garza and Hall campaigns"


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


def test_the_union_is_the_body_that_the_article_named(read) -> None:
    text = "The Royal College of Caring called a strike.\n\nThe union said the wards were empty."
    assert last(read, text).speaker == "Royal College of Caring"


def test_a_short_form_means_the_full_name_that_the_article_gives(read) -> None:
    text = "The Northern Teachers Association met in May. The NTA said the schools would close."
    assert last(read, text).speaker == "Northern Teachers Association"


def test_two_persons_in_a_row_speak_together(read) -> None:
    text = "Laura Vidal met Peter Hall in Oslo.\n\nVidal and Hall said the talks went on."
    assert last(read, text).speaker == "Laura Vidal and Peter Hall"


def test_he_and_another_are_both_named(read) -> None:
    text = "Mr. Peter Hall arrived in Oslo. Laura Vidal met him.\n\nHe and Vidal said the talks went on."
    assert last(read, text).speaker == "Peter Hall and Laura Vidal"


def test_its_ministry_is_that_of_the_state_the_text_is_about(read) -> None:
    text = "Peru closed the port on Monday. Its Foreign Ministry said the ships were old."
    found = last(read, text)
    assert (found.speaker, found.party) == ("Peru's Foreign Ministry", "Peru")


def test_a_campaign_is_called_by_its_candidate(read) -> None:
    text = "Maria Garza opened her campaign in Ohio on Monday.\n\nGarza's campaign said the crowd was large."
    found = last(read, text)
    assert (found.speaker, found.party, found.party_kind) == ("Garza campaign", "Garza campaign", "campaign")


def test_a_headline_means_the_one_whom_the_lead_introduces(read) -> None:
    text = "A Lima judge said on Monday the mine must close.\n\nJustice Carla Ruiz read the ruling aloud."
    assert last(read, text).speaker == "Carla Ruiz"


def test_a_named_poll_is_not_the_candidate_it_asks_about(read) -> None:
    text = "Maria Garza leads, pollsters say.\n\nA Lakeside Post poll said Garza had half of the votes."
    assert last(read, text).speaker != "Maria Garza"


def test_i_outside_every_quotation_is_whom_the_note_on_the_author_names(read) -> None:
    text = (
        "I think the mine must close before the winter comes.\n\nThe river is brown and the fish are gone.\n\n"
        "Carla Ruiz is a fisher in Lima."
    )
    found = [a for a in read(text) if a.source and text[slice(*a.source)] == "I"]
    assert {a.speaker for a in found} == {"Carla Ruiz"}


def test_a_title_tells_two_bearers_of_one_name_apart(read) -> None:
    text = (
        "Mr. Peter Hall and Mrs. Ellen Hall opened the mine.\n\nHall said it was safe.\n\n"
        "Mrs. Hall said no one had been hurt."
    )
    assert last(read, text).speaker == "Ellen Hall"


def test_aides_are_not_the_one_they_work_for(read) -> None:
    text = "Maria Garza came to a stop of the Garza campaign in Ohio.\n\nGarza aides said the crowd was large."
    found = last(read, text)
    assert (found.speaker, found.party) == ("Garza aides", "Garza campaign")


def test_who_means_the_person_named_right_before_it(read) -> None:
    text = "The mine belongs to Ellen Marsh. It was shown to Peter Hall of Oslo, who said no one had been hurt."
    assert last(read, text).speaker == "Peter Hall"


def test_the_senator_of_a_state_is_the_one_from_there(read) -> None:
    text = (
        "Sen. Jane Roe (D-Ohio) met Sen. Paula Holt (R-Iowa) in Washington. Holt smiled.\n\n"
        "The Ohio senator said the vote was fair."
    )
    assert last(read, text).speaker == "Jane Roe"


def test_the_front_runner_is_who_runs(read) -> None:
    text = (
        "Peter Hall, a farmer, met Maria Garza at a stop of the Garza campaign. Hall smiled.\n\n"
        "The front-runner said the vote was fair."
    )
    assert last(read, text).speaker == "Maria Garza"
