"""What an article tells of whom its persons speak for."""

from datetime import UTC, datetime

from services.domain.affiliation import affiliations_in, surname, surnames_in
from services.domain.claim import Attribution, Mode, Span, SpeakerKind, Stance

TEXT = "Ann Lee, minister of Norway, said it held. Ms. Lee said more. Ken Oda said no."
DAY = datetime(2020, 3, 12, 23, tzinfo=UTC)


def attribution(speaker: str, party: str | None, evidence: Span | None) -> Attribution:
    return Attribution(
        None, (), (), (0, 1), Mode.INDIRECT, Stance.ASSERTS, speaker, SpeakerKind.PERSON, party, "state", evidence
    )


def test_a_person_and_party_are_told_once_with_the_words_and_the_day() -> None:
    told = affiliations_in(TEXT, DAY, [attribution("Ann Lee", "Norway", (9, 27))] * 2)
    assert [(a.speaker, a.party, a.words, a.read_on) for a in told] == [
        ("Ann Lee", "Norway", "minister of Norway", "2020-03-12")
    ]


def test_what_a_dictionary_knew_is_not_told_on_as_read() -> None:
    assert affiliations_in(TEXT, DAY, [attribution("Ken Oda", "Japan", None)]) == ()


def test_an_undated_article_tells_nothing() -> None:
    assert affiliations_in(TEXT, None, [attribution("Ann Lee", "Norway", (9, 27))]) == ()


def test_a_person_is_found_by_the_last_name_in_any_form() -> None:
    assert surname("Ann O’Lee") == "o'lee"
    assert {surname("Ann O'Lee"), surname("Ken Oda")} <= surnames_in("O’Lee’s plan. Oda's men.")
