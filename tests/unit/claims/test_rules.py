from __future__ import annotations

import pytest

from services.domain.claim import Attribution, Mode


def contents(text: str, found: tuple[Attribution, ...]) -> list[str]:
    return [" ".join(text[s:e] for s, e in a.content) for a in found]


def source(text: str, a: Attribution) -> str | None:
    return text[slice(*a.source)] if a.source else None


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("Kenya said the border would stay open.", "Kenya", "the border would stay open"),
        ("The port will close, the mayor said.", "the mayor", "The port will close"),
        ("Prices, the bank said, will keep rising.", "the bank", "Prices will keep rising"),
        ("Peru condemned the blockade.", "Peru", "the blockade"),
        ("Ghana accused the miners of poisoning the river.", "Ghana", "the miners of poisoning the river"),
        ("According to the union, nobody was paid.", "the union", "nobody was paid"),
    ],
)
def test_speech_is_tied_to_its_speaker(read, text: str, who: str, what: str) -> None:
    found = read(text)
    assert (source(text, found[0]), contents(text, found)[0]) == (who, what)


def test_a_quotation_in_two_parts_is_one_claim(read) -> None:
    text = '"The dam is safe," Ana Ruiz said. "Nobody needs to leave the valley."'
    found = read(text)
    assert contents(text, found) == ['"The dam is safe," "Nobody needs to leave the valley."']
    assert found[0].mode is Mode.DIRECT


def test_a_word_held_at_arms_length_is_no_claim(read) -> None:
    assert read('The "experts" left early and the hall was empty.') == ()


def test_a_report_of_a_statement_keeps_both_and_names_the_chain(read) -> None:
    text = "Peru condemned the blockade, Reuters reported."
    found = read(text)
    assert [(a.speaker, a.chain) for a in found] == [("Peru", ("Reuters",)), ("Reuters", ())]


def test_a_dateline_is_no_part_of_the_content(read) -> None:
    text = "LIMA, Peru, March 12 (UPI) -- The port will close, the mayor said."
    assert contents(text, read(text)) == ["The port will close"]


@pytest.mark.parametrize("text", ["", "\n\n", "...", '"', "“”", "Said.", "\u200b\u200b", "A\x00B said no way is open."])
def test_odd_texts_are_read_without_error(read, text: str) -> None:
    assert all(0 <= s <= e <= len(text) for a in read(text) for s, e in a.content)
