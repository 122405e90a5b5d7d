from __future__ import annotations

from collections.abc import Callable

import pytest

from services.contradictions.matter import title_of, topic_of
from services.contradictions.meeting import Meeting
from services.contradictions.reading import read
from services.contradictions.titles.lists import infinitive
from services.contradictions.titles.questions import question
from services.contradictions.titles.trimming import trimmed
from services.domain.claim import Statement

Meet = Callable[..., Meeting]


def stated(sentence: str, text: str, cue: str, party: str, speaker: str | None = None) -> Statement:
    return Statement(text, party, speaker or party, cue, sentence)


def topic(*told: str) -> str:
    return topic_of(read(stated(*told)))


RAIDS = Statement(
    "the Harbour Guard's raids on the villages were reckless and broke the law", "Fishers' Union", "Ana Silva", "said"
)
DEFENCE = Statement(
    "the raids on the villages were lawful and necessary to stop smugglers", "Harbour Guard", "Lt. Tom Becker", "said"
)


def test_where_both_pass_a_verdict_the_title_asks_which_is_right(meet: Meet) -> None:
    assert title_of(meet(RAIDS, DEFENCE)) == "Raids on the villages: reckless or lawful?"


def test_a_statement_becomes_a_question() -> None:
    said = "the levy had come out of the school fund"
    assert topic(f"Holm said that {said}.", said, "said", "Norland", "Lars Holm") == (
        "Norland: had the levy come out of the school fund?"
    )


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("nobody in the company had seen a crack", "Had anybody in the company seen a crack?"),
        ("not a single classroom would pay for a tank", "Would a single classroom pay for a tank?"),
        ("burglaries fell by a fifth", "Did burglaries fall by a fifth?"),
        ("the treaty settles the matter and the convention leaves room", "Does the treaty settle the matter?"),
        ("the port had berths to spare", "Did the port have berths to spare?"),
        ("the guns cannot be moved", "Can the guns be moved?"),
        ("the guns can’t be moved and didn’t fire", "Can the guns be moved?"),
        ("the levy won't rise", "Will the levy rise?"),
        ("two wells lost in a year had been reported", "Had two wells lost in a year been reported?"),
        ("whoever pays will stay", "whoever pays will stay?"),
    ],
)
def test_the_verb_goes_in_front_where_it_is_surely_told(clause: str, asked: str) -> None:
    assert question("", clause) == asked


@pytest.mark.parametrize(
    ("verb", "asks"),
    [("took", ("did", "take")), ("relies", None), ("becomes", ("does", "become")), ("has", ("does", "have"))],
)
def test_a_verb_that_is_not_known_is_not_turned(verb: str, asks: tuple[str, str] | None) -> None:
    assert infinitive(verb) == asks


def test_the_subject_is_found_around_an_inserted_source() -> None:
    told = (
        "The hunt, the minister maintained, offends no law at home.",
        "offends no law at home",
        "maintained",
        "Norland",
    )
    assert topic(*told) == "Norland: does the hunt offend any law at home?"


def test_what_is_described_is_found_between_cue_and_content() -> None:
    told = (
        "Holm called the cap a padlock on the kitchen door.",
        "a padlock on the kitchen door",
        "called",
        "Hotel League",
    )
    assert topic(*told) == "Hotel League: is the cap a padlock on the kitchen door?"


def test_what_is_put_down_to_something_asks_for_the_cause() -> None:
    sentence = "Dr Holm attributed the vomiting in Gadap to a tanker of bad water."
    assert topic(sentence, "a tanker of bad water", "attributed", "Clinic") == (
        "Was the vomiting in Gadap due to a tanker of bad water?"
    )


def test_a_demand_asks_whether_it_should_be_done() -> None:
    sentence = "Holm urged the cabinet to empty the depots down to the last crate."
    assert topic(sentence, "empty the depots down to the last crate", "urged", "Orion League") == (
        "Orion League: should the cabinet empty the depots down to the last crate?"
    )


def test_a_promise_asks_whether_it_will_be_kept() -> None:
    sentence = "Holm swore to scrap the buyback on his first morning."
    assert topic(sentence, "to scrap the buyback on his first morning", "swore", "Conservatives", "Lars Holm") == (
        "Will Holm scrap the buyback on his first morning?"
    )


def test_a_pronoun_for_the_speaker_becomes_a_name_but_not_one_in_direct_speech() -> None:
    said = "he had never typed the line about the port"
    assert topic(f"Lars Holm swore that {said}.", said, "swore", "Ministry", "Lars Holm") == (
        "Had Holm ever typed the line about the port?"
    )
    quoted = "They shot into the yard"
    assert "Holm" not in topic(f'"{quoted}," said Lars Holm.', f'"{quoted},"', "said", "Ministry", "Lars Holm")


def test_own_words_stay_in_quotation_marks() -> None:
    assert topic("We were left to drown, said Holm.", "We were left to drown", "said", "Survivors of Vaucluse") == (
        "Survivors of Vaucluse: “We were left to drown”"
    )


def test_two_counts_of_one_thing_ask_how_many(meet: Meet) -> None:
    one, other = Statement("at least 130 graves of villagers"), Statement("only 40 graves of villagers had been dug")
    assert title_of(meet(one, other)) == "How many graves of villagers?"


def test_a_title_has_the_place_before_a_party_and_no_speaker(meet: Meet) -> None:
    sentence = "Lars Holm said nobody in Salto had seen the report before May."
    one = stated(sentence, "had seen the report before May", "said", "Northern Party", "Lars Holm")
    assert "Holm" not in topic_of(read(one))
    said = "the fever had burned itself out"
    held = stated(f"Among the children of Salto, Holm said, {said}.", said, "said", "Northern Party", "Lars Holm")
    assert topic_of(read(held)) == "Salto: had the fever burned itself out?"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("the station fee covers heat and light, and that is all", "the station fee covers heat and light"),
        ("the wards would remain public, because the county owns them", "the wards would remain public"),
        ("a hall that people can look up to", "a hall that people can look up to"),
    ],
)
def test_a_text_is_cut_where_a_clause_ends(text: str, short: str) -> None:
    assert trimmed(text) == short


def test_a_long_text_ends_with_a_whole_phrase() -> None:
    blown = "a catalogue of funerals and of markets blown apart in the hills of the north"
    assert trimmed(f"{blown} without a court martial by men who do not look") == blown


def test_a_matter_is_never_without_a_title_and_gets_the_same_one_again(meet: Meet) -> None:
    assert title_of(meet(Statement("no"), Statement("x")))
    assert topic_of(read(Statement("…")))
    assert title_of(meet(RAIDS, DEFENCE)) == title_of(meet(DEFENCE, RAIDS)).replace(
        "lawful or reckless", "reckless or lawful"
    )


@pytest.mark.parametrize(
    ("sentence", "text", "cue", "title"),
    [
        (
            "The envoy called on both governments to pull their guns back.",
            "both governments to pull their guns back",
            "called",
            "Should both governments pull their guns back?",
        ),
        (
            "The envoy called the decree the quickest way to empty a plate.",
            "the quickest way to empty a plate",
            "called",
            "Is the decree the quickest way to empty a plate?",
        ),
        (
            "She ruled out any special charge on banks.",
            "any special charge on banks",
            "ruled out",
            "Will there be any special charge on banks?",
        ),
        (
            "Holm accused the station of giving the government nine minutes.",
            "giving the government nine minutes",
            "accused",
            "The station accused of giving the government nine minutes",
        ),
        (
            "Holm denied having sold the ship a thimble.",
            "having sold the ship a thimble",
            "denied",
            "Has Holm sold the ship a thimble?",
        ),
    ],
)
def test_the_cue_tells_what_is_asked(sentence: str, text: str, cue: str, title: str) -> None:
    assert topic_of(read(Statement(text, None, "Lars Holm", cue, sentence))) == title
