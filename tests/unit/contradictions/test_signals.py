from __future__ import annotations

from collections.abc import Callable

import pytest

from services.contradictions.durations import durations_of
from services.contradictions.explain import summary_of
from services.contradictions.meeting import Meeting
from services.contradictions.quantities import quantities_of
from services.contradictions.signals.antonyms import antonyms
from services.contradictions.signals.condition import condition
from services.contradictions.signals.consensus import consensus
from services.contradictions.signals.dates import dates
from services.contradictions.signals.denial import denial
from services.contradictions.signals.durations import durations
from services.contradictions.signals.entailment import entailment
from services.contradictions.signals.legal import legal
from services.contradictions.signals.moral import moral
from services.contradictions.signals.parties import parties
from services.contradictions.signals.quantities import quantities
from services.contradictions.signals.relay import relay
from services.contradictions.signals.responsibility import responsibility
from services.contradictions.signals.stance import stance
from services.contradictions.signals.topic import topic
from services.domain.claim import Statement
from services.domain.contradiction import Kind, Relation

Meet = Callable[..., Meeting]


def test_protection_against_cruelty_is_a_moral_conflict(meet: Meet) -> None:
    found = moral(
        meet(
            Statement("the Harbour Guard's raids are a cruel punishment of fishing families", "Fishers' Union"),
            Statement("we are protecting the families of this coast from smugglers", "Harbour Guard"),
        )
    )
    assert found.strength > 0.4
    assert ("cruel" in found.a_words[0], "protecting" in found.b_words[0]) == (True, True)


def test_mandate_against_breach_is_a_legal_conflict(meet: Meet) -> None:
    found = legal(
        meet(
            Statement("the dredging violates the river treaty", "Veland"),
            Statement("our dredging is fully within the law", "Torsk"),
        )
    )
    assert found.strength > 0.3


def test_condemning_a_third_party_opposes_no_defence_of_ones_own(meet: Meet) -> None:
    own = Statement("we have kept the mine safe and within the law", "Orion Mining")
    at_them = Statement("Orion Mining's blasting at Tarn Hill", "Tarn Council", cue="condemned")
    at_others = Statement("Delta Freight for the spill at Port Anna", "Tarn Council", cue="condemned")
    assert stance(meet(at_them, own)).strength > 2 * max(0.0, stance(meet(at_others, own, 0.1)).strength)


def test_preventing_harm_is_praise_and_no_harm(meet: Meet) -> None:
    found = moral(
        meet(
            Statement("the patrols prevented a massacre", "Norland"),
            Statement("the patrols protect villagers", "Norland"),
        )
    )
    assert found.strength <= 0


def test_a_denial_of_the_same_words_is_found_by_its_cue(meet: Meet) -> None:
    accusation = Statement("the firm paid inspectors to look away", "Audit Office", cue="said")
    denied = Statement("it paid inspectors to look away", "Corvo Foods", cue="denied")
    said = Statement("it paid inspectors for overtime", "Corvo Foods", cue="said")
    assert denial(meet(accusation, denied)).strength > 0.5
    assert denial(meet(accusation, said)).strength == 0


def test_open_ranges_conflict_only_where_they_do_not_meet(meet: Meet) -> None:
    many = Statement("more than 50 villagers were killed in the raid", "Red Crescent")
    few = Statement("12 villagers were killed in the raid", "Army")
    more = Statement("at least 60 villagers were killed in the raid", "Police")
    assert quantities(meet(many, few)).strength > 0.6
    assert quantities(meet(many, more)).strength < 0


def test_figures_of_other_units_do_not_meet(meet: Meet) -> None:
    assert (
        quantities(
            meet(
                Statement("40 trucks crossed the border", "Customs"),
                Statement("900 refugees crossed the border", "Relief Board"),
            )
        ).strength
        == 0
    )


def test_dozens_and_years_are_read_as_a_person_reads_them() -> None:
    (dozens,) = quantities_of("dozens of farms were flooded in 1998")
    assert dozens.low < 24 < dozens.high < 200
    (share,) = quantities_of("nearly 40 percent of the crop")
    assert share.unit == frozenset("%")
    (money,) = quantities_of("a fine of $2.5 million")
    assert (money.low, money.unit) == (2_500_000, frozenset("$"))


def test_people_are_a_unit_and_short_multipliers_count() -> None:
    (dead,) = quantities_of("more than 50 people were killed")
    assert (dead.low, dead.unit) == (50.0, frozenset({"person"}))
    (cost,) = quantities_of("a bill of $3m")
    assert cost.low == 3_000_000
    (euros,) = quantities_of("1.2bn euros")
    assert (euros.low, euros.unit) == (1_200_000_000, frozenset({"euro"}))
    assert quantities_of("at 9 pm") == ()


def test_counts_of_people_that_cannot_meet_are_a_conflict_and_those_that_can_are_none(meet: Meet) -> None:
    army = Statement("12 people were killed when the raid began", "Army")
    medics = Statement("at least 50 people were killed in the raid", "Red Crescent")
    police = Statement("52 people were killed in the raid", "Police")
    assert quantities(meet(medics, army)).strength > 0.6
    assert quantities(meet(medics, police)).strength < 0


def test_one_event_at_two_dates_is_a_conflict_of_dates(meet: Meet) -> None:
    found = dates(
        meet(
            Statement("the reactor was shut down on 4 March", "Operator"),
            Statement("the reactor was shut down on 9 March", "Regulator"),
        )
    )
    assert found.strength > 0.8
    assert (found.a_words, found.b_words) == (("4 March",), ("9 March",))


def test_one_date_told_more_closely_is_no_conflict(meet: Meet) -> None:
    found = dates(
        meet(
            Statement("the reactor was shut down in March 2019", "Operator"),
            Statement("the reactor was shut down on 9 March", "Regulator"),
        )
    )
    assert found.strength == 0


def test_blaming_each_other_is_a_conflict_over_who_did_it(meet: Meet) -> None:
    found = responsibility(
        meet(
            Statement("Veland's gunners fired first at the bridge", "Torsk"),
            Statement("Torsk fired the first shots at the bridge", "Veland"),
        )
    )
    assert found.strength > 0.5


def test_opposite_words_count_only_where_neither_side_negates(meet: Meet) -> None:
    up = Statement("rents in the city rose after the cap", "Landlords")
    down = Statement("rents in the city fell after the cap", "Tenants")
    not_down = Statement("rents in the city never fell after the cap", "Tenants")
    assert antonyms(meet(up, down)).strength > 0.5
    assert antonyms(meet(up, not_down)).strength == 0


def test_a_condition_and_a_relayed_report_are_marked(meet: Meet) -> None:
    plain = Statement("the pipeline is safe", "Gasur")
    assert (
        condition(meet(plain, Statement("if confirmed, the leak is a breach of the permit", "Regulator"))).strength < 0
    )
    told = Statement("Minister Alba rejected the pipeline", "Radio Sur", cue="reported")
    assert relay(meet(plain, told)).strength < 0
    assert relay(meet(plain, Statement("the pipeline leaks", "Regulator", cue="reported"))).strength == 0


def test_asserted_consensus_speaks_against_a_conflict_with_the_party_named(meet: Meet) -> None:
    said = Statement("Turkey and Greece are in full agreement on the hotline", "Turkey")
    assert consensus(meet(said, Statement("the hotline opens in May", "Greece"))).strength < -0.3
    assert consensus(meet(said, Statement("the hotline opens in May", "Cyprus"))).strength == 0


def test_who_speaks_is_no_topic(meet: Meet) -> None:
    bare = meet(
        Statement("Corvo Foods must pay its pickers", "Pickers' League"),
        Statement("Corvo Foods will open a plant in Ghent", "Corvo Foods"),
        0.0,
    )
    assert topic(bare).strength < 0.2


def test_metonyms_name_a_party(meet: Meet) -> None:
    named = parties(
        meet(Statement("Berlin has broken its word", "Poland"), Statement("the word given to Warsaw stands", "Germany"))
    )
    assert named.measures["mutual"] > 0.5


def test_without_an_encoder_entailment_is_silent(meet: Meet) -> None:
    found = entailment(meet(Statement("a"), Statement("b")))
    assert (found.strength, found.measures) == (0.0, {})


def test_four_digits_that_count_people_are_a_figure_and_no_date(meet: Meet) -> None:
    about = Statement("about 1900 people were killed in the raid", "Relief Board")
    some = Statement("some 2000 people were killed in the raid", "Police")
    few = Statement("40 people were killed in the raid", "Army")
    assert (dates(meet(about, some)).strength, dates(meet(about, some)).measures) == (0, {"apart": 0.0})
    assert quantities(meet(about, some)).strength < 0
    assert quantities(meet(about, few)).strength > 0.6


def test_the_number_of_a_resolution_is_no_date(meet: Meet) -> None:
    found = dates(
        meet(
            Statement("Resolution 1973 allowed the raids on the harbour", "Alliance"),
            Statement("the raids on the harbour began in 2011", "Norland"),
        )
    )
    assert (found.strength, found.measures) == (0, {"apart": 0.0})


def test_figures_of_two_periods_are_no_conflict_of_dates(meet: Meet) -> None:
    then = Statement("exports of grain rose by 10 percent in 2021", "Farm Board")
    now = Statement("exports of grain rose by 30 percent in 2023", "Ministry")
    assert (dates(meet(then, now)).strength, dates(meet(then, now)).measures) == (0, {"apart": 1.0})
    may = Statement("40 trucks crossed the bridge in May", "Customs")
    june = Statement("90 trucks crossed the bridge in June", "Border Guard")
    assert dates(meet(may, june)).strength == 0


def test_one_event_with_one_figure_at_two_dates_is_still_a_conflict_of_dates(meet: Meet) -> None:
    early = Statement("the gas leak killed 12 miners on 4 March", "Operator")
    late = Statement("the gas leak killed 12 miners on 9 March", "Regulator")
    assert dates(meet(early, late)).strength > 0.8


@pytest.mark.parametrize(
    "text", ["re-elected for a second term", "closed after a second explosion", "a second-hand van"]
)
def test_a_second_before_a_noun_lasts_no_second(text: str) -> None:
    assert durations_of(text) == ()


@pytest.mark.parametrize(
    "text", ["the siren stopped after a second", "it lasted for a second and fell", "half a second"]
)
def test_a_second_that_passes_is_a_span_of_time(text: str) -> None:
    assert len(durations_of(text)) == 1


def test_a_second_term_is_not_set_against_its_years(meet: Meet) -> None:
    ordinal = Statement("the mayor was re-elected for a second term", "Council")
    years = Statement("the mayor was re-elected for four years", "Union")
    assert durations(meet(ordinal, years)).strength == 0


def test_a_conflict_over_how_long_is_worded_as_one_and_a_date_as_a_date(meet: Meet) -> None:
    held = meet(
        Statement("the blockade was lifted within five days", "Norland"),
        Statement("the blockade was lifted after 54 days", "Torsk"),
    )
    dated = meet(
        Statement("the reactor was shut down on 4 March", "Norland"),
        Statement("the reactor was shut down on 9 March", "Torsk"),
    )
    told = [summary_of(p, Relation.CONTRADICTION, Kind.TEMPORAL, (dates(p), durations(p))) for p in (held, dated)]
    assert told[0].startswith("Norland and Torsk give spans of time that can't both hold: “the blockade")
    assert told[1].startswith("Norland and Torsk date it differently: “the reactor")
