from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.judge.blind import agreement, drawn, kappa, labelled
from training.judge.census import counted

DATASET = Path(__file__).parents[3] / "datasets" / "claim-pairs"
MATTERS = sorted((DATASET / "matters").glob("*.json"))


def test_the_card_gives_the_counts_of_the_data() -> None:
    card = (DATASET / "README.md").read_text(encoding="utf-8")
    counts = counted(DATASET / "matters")
    assert f"| pairs | {counts['whole']['pairs']:,}:" in card
    assert f"| claims | {counts['whole']['claims']:,}," in card
    assert f"| matters (questions at issue) | {counts['whole']['matters']} |" in card
    for name in ("kinds", "traps", "domains"):
        for key, count in counts[name].items():
            assert f"{key} {count}" in card, f"{name}: {key} {count} is not in the card"


def test_the_data_set_is_as_large_and_as_hard_as_promised() -> None:
    counts = counted(DATASET / "matters")
    assert counts["whole"]["pairs"] >= 12000
    assert counts["whole"]["matters"] >= 190
    assert counts["labels"]["unrelated"] >= 0.45 * counts["whole"]["pairs"]


@pytest.mark.parametrize("file", MATTERS, ids=lambda file: file.stem)
def test_what_a_claim_quotes_stands_in_its_sentence(file: Path) -> None:
    for name, claim in json.loads(file.read_text(encoding="utf-8"))["claims"].items():
        for field in ("cue", "text", "source"):
            assert not claim.get(field) or claim[field] in claim["sentence"], f"{name}.{field}"


@pytest.mark.parametrize("file", MATTERS, ids=lambda file: file.stem)
def test_pairs_name_known_claims_once_and_parties_fit_the_label(file: Path) -> None:
    matter = json.loads(file.read_text(encoding="utf-8"))
    seen = set()
    for a, b, label, kind, *_ in matter["pairs"]:
        one, other = matter["claims"][a], matter["claims"][b]
        assert frozenset((a, b)) not in seen, f"{a} and {b} are paired twice"
        seen.add(frozenset((a, b)))
        if label == "agreement":
            assert one["party"] != other["party"], f"{a}-{b}: a party that agrees with itself"
        if kind == "self_reversal":
            assert one["party"] == other["party"], f"{a}-{b}"
            assert one["said_at"] != other["said_at"], f"{a}-{b}"


def test_a_blind_sheet_tells_no_label_and_reaches_every_matter() -> None:
    both = drawn(DATASET / "matters", 0.1, 1)
    assert {frozenset(sheet) for sheet, _ in both} == {frozenset(("id", "a", "b"))}
    assert {gold["pair"].partition(":")[0] for _, gold in both} == {file.stem for file in MATTERS}
    assert both == drawn(DATASET / "matters", 0.1, 1)


def test_kappa_is_one_for_equal_and_nothing_for_chance() -> None:
    assert kappa(list("aabb"), list("aabb")) == 1
    assert kappa(list("aabb"), list("abab")) == 0
    assert kappa(list("aaab"), list("abbb")) == pytest.approx(0.2)


def test_agreement_counts_only_what_was_filled_and_refuses_unknown_labels() -> None:
    gold = [{"id": n, "pair": f"m:{n}", "label": label, "kind": "denial"} for n, label in enumerate(
        ("contradiction", "contradiction", "unrelated", "agreement"))]
    filled = [{"id": 0, "label": "contradiction", "kind": "denial"}, {"id": 1, "label": "unrelated"},
              {"id": 2, "label": "unrelated"}]
    figures = agreement(gold, filled)
    assert (figures["pairs"], figures["left_out"], figures["equal"]) == (3, 1, pytest.approx(2 / 3))
    assert figures["apart"] == [{"pair": "m:1", "first": "contradiction", "second": "unrelated"}]
    with pytest.raises(ValueError, match="none of contradiction, agreement, unrelated"):
        agreement(gold, [{"id": 0, "label": "yes"}])


def test_the_card_gives_the_agreement_of_the_second_annotation() -> None:
    lines = (DATASET / "second-annotation.jsonl").read_text(encoding="utf-8").splitlines()
    figures = agreement(labelled(DATASET / "matters"), [json.loads(line) for line in lines])
    card = (DATASET / "README.md").read_text(encoding="utf-8")
    for label, row in figures["by_label"].items():
        assert f"| {label} | {row['first']} | {row['second']} | {row['both']} | {row['kappa']:.2f} |" in card
    assert f"| {figures['kinds']['equal']:.1%}".replace("%", " % equal") in card
