from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from services.contradictions.explain import summary_of
from services.contradictions.judge import Judge
from services.contradictions.meeting import Meeting
from services.contradictions.signals.all import weigh
from services.contradictions.signals.evidence import Evidence
from services.domain.claim import Statement
from services.domain.contradiction import Kind, Relation

RAIDS = Statement(
    "the Harbour Guard's raids on the villages were reckless and broke the law", "Fishers' Union", "Ana Silva", "said"
)
DEFENCE = Statement(
    "the raids on the villages were lawful and necessary to stop smugglers", "Harbour Guard", "Lt. Tom Becker", "said"
)

CONFLICTS = {
    "framing without a shared verdict": (RAIDS, DEFENCE),
    "condemning and defending": (
        Statement("Orion Steel's layoffs in Lund", "Metal Union", cue="condemned"),
        Statement("the company's decision on the layoffs", "Orion Steel", "Eva Novak", cue="defended"),
    ),
    "a flat denial": (
        Statement("the ministry hid the test results from parents", "Parents' Forum", cue="said"),
        Statement("it hid the test results from parents", "Health Ministry", cue="denied"),
    ),
    "figures": (
        Statement("at least 300 homes were flooded when the dam was opened", "Relief Board", cue="said"),
        Statement("fewer than 80 homes were flooded when the dam was opened", "Water Authority", cue="said"),
    ),
}

NO_CONFLICTS = {
    "one party elaborating": (
        DEFENCE,
        Statement("the raids destroyed 14 boats used by smugglers", "Harbour Guard", "Lt. Tom Becker", "said"),
    ),
    "blame of somebody else": (
        Statement("Delta Freight for the oil spilled at Port Anna", "Tarn Council", cue="condemned"),
        Statement("we have kept the mine safe and within the law", "Orion Mining", cue="said"),
    ),
    "a condition": (
        Statement("This, if confirmed, would be a breach of the fishing treaty", "Norland", cue="said"),
        Statement("our boats have a mandate to patrol these waters", "Harbour Guard", cue="said"),
    ),
    "shared words": (
        Statement("the security of our grain cannot be bargained over", "Norland", cue="said"),
        Statement("security guards protect the grain stores at night", "Port Company", cue="said"),
    ),
    "compatible figures": (
        Statement("more than 50 homes were flooded", "Relief Board", cue="said"),
        Statement("some 80 homes were flooded", "Water Authority", cue="said"),
    ),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_conflict_is_found_and_quoted_from_both_sides(judge: Judge, name: str) -> None:
    a, b = CONFLICTS[name]
    (found,) = judge.compare_many([(a, b)])
    assert found.relation is Relation.CONTRADICTION
    assert found.kind is not None
    assert (a.party or "") in found.summary
    assert (b.party or "") in found.summary
    assert found.summary.count("“") == 2
    assert found.signals[0].a_words
    assert found.signals[0].b_words


@pytest.mark.parametrize("name", NO_CONFLICTS)
def test_what_only_looks_like_a_conflict_is_left_alone(judge: Judge, name: str) -> None:
    (found,) = judge.compare_many([NO_CONFLICTS[name]])
    assert (found.relation is Relation.CONTRADICTION, found.kind) == (False, None)


def test_kinds_follow_what_carries_the_conflict(judge: Judge) -> None:
    kinds = {
        name: found.kind for name, found in zip(CONFLICTS, judge.compare_many(list(CONFLICTS.values())), strict=True)
    }
    assert kinds["figures"] is Kind.NUMERIC
    assert kinds["a flat denial"] is Kind.DENIAL
    assert kinds["condemning and defending"] is Kind.POSITION


def test_a_pair_is_judged_alike_alone_and_among_others(judge: Judge) -> None:
    pairs = [*CONFLICTS.values(), *NO_CONFLICTS.values()]
    together = judge.compare_many(pairs)
    alone = [judge.compare_many([pair])[0] for pair in pairs]
    assert [c.relation for c in together] == [c.relation for c in alone]
    assert [c.score for c in together] == pytest.approx([c.score for c in alone], abs=0.02)


def test_a_claim_does_not_contradict_its_own_words(judge: Judge) -> None:
    copy = Statement(RAIDS.text, "Norland", "Eva Novak", "said")
    assert judge.compare_many([(RAIDS, copy)])[0].relation is not Relation.CONTRADICTION


def test_the_same_words_denied_are_a_conflict(judge: Judge) -> None:
    said = Statement("the raids killed fishermen", "Fishers' Union", "Ana Silva", "said")
    denied = Statement("the raids killed fishermen", "Harbour Guard", "Lt. Tom Becker", "denied")
    (found,) = judge.compare_many([(said, denied)])
    assert found.relation is Relation.CONTRADICTION


def test_unnamed_spokesmen_of_two_parties_are_two_people(meet: Callable[..., Meeting]) -> None:
    one = Statement("the shelling killed 40 people", "Norland", "a government spokesman", "said")
    other = Statement("the shelling killed no people", "Sudmark", "a government spokesman", "said")
    assert not meet(one, other).same_party
    assert meet(replace(one, speaker="Ana Silva"), replace(other, speaker="Ana Silva")).same_party


@pytest.mark.parametrize("turned", [False, True])
def test_the_summary_names_the_one_who_denies(meet: Callable[..., Meeting], turned: bool) -> None:
    said = Statement("it paid inspectors to look away", "Audit Office", cue="said")
    denied = Statement("it paid inspectors to look away", "Corvo Foods", cue="denied")
    pair = meet(denied, said) if turned else meet(said, denied)
    told = summary_of(pair, Relation.CONTRADICTION, Kind.DENIAL, weigh(pair))
    assert told.startswith("Audit Office says")
    assert "Corvo Foods denies it" in told


def test_a_quoted_side_keeps_its_last_word(meet: Callable[..., Meeting]) -> None:
    long = "the committee sent to the harbour town in the spring said after a week of talks that the dead were 412"
    told = summary_of(
        meet(Statement(long, "Relief Board"), Statement("the dead were 80 in that town", "Water Authority")),
        Relation.CONTRADICTION, Kind.NUMERIC,
        (Evidence("quantities", 1.0, ("412",), ("80",), ""),),
    )
    assert "412”" in told


def test_claims_on_one_matter_lie_closer_than_others(judge: Judge) -> None:
    one, same, other = judge.embed([RAIDS, DEFENCE, Statement("the football season opens in August")])
    assert len(one) == 384
    assert sum(x * x for x in one) == pytest.approx(1, abs=1e-3)
    near, far = (sum(x * y for x, y in zip(one, v, strict=True)) for v in (same, other))
    assert near > far + 0.2


def test_a_matter_is_titled_by_what_both_speak_of_and_how(judge: Judge) -> None:
    assert judge.matter(RAIDS, DEFENCE) == "Raids on the villages: reckless or lawful?"


def test_a_matter_is_never_without_a_title(judge: Judge) -> None:
    assert judge.matter(Statement("no"), Statement("x"))


def test_no_pairs_and_no_statements_give_nothing(judge: Judge) -> None:
    assert (judge.compare_many([]), judge.embed([])) == ([], [])


def test_the_version_names_rules_combiner_and_encoder(judge: Judge) -> None:
    assert judge.version.startswith("judge-")
    assert judge.compare_many([(RAIDS, DEFENCE)])[0].version == judge.version
