"""Quotation marks as they come: odd in number, over paragraphs, single, nested, around a word."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.claims.extractor import Extractor
from services.domain.claim import Attribution, Mode

MARKS = st.sampled_from(['"', "“", "”", "'", "‘", "’", "«", "»", "``", "''", "„"])
WORDS = st.sampled_from(
    ["The mayor said", "she said", "no", "Peru denied it", ".", ",", "\n\n", "\n", " ", "it’s", "workers'", "— Ann Lee",
     "according to Oslo", "the bridge is safe", ":", "Lund:", "\u00a0", "🚢", "that", "(", ")", "JULY 5 (UPI) --"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(WORDS, WORDS, MARKS), max_size=40).map(" ".join) | st.lists(
    st.one_of(WORDS, MARKS, st.text(max_size=6)), max_size=40
).map("".join)


def said(text: str, found: tuple[Attribution, ...]) -> list[tuple[str | None, str, str]]:
    return [(a.speaker, " ".join(text[s:e] for s, e in a.content), a.mode.value) for a in found]


def in_order(text: str, a: Attribution) -> bool:
    spans = [*a.content, *a.cue, a.sentence, *([a.source] if a.source else [])]
    return all(0 <= s < e <= len(text) for s, e in spans) and all(
        one[1] <= two[0] for one, two in zip(a.content, a.content[1:], strict=False)
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, st.booleans())
def test_no_arrangement_of_marks_breaks_the_reading_or_its_offsets(whole: Extractor, text: str, titled: bool) -> None:
    title = text[:40] if titled else None
    for a in whole.extract("So it was. " + text if titled else text, title=title):
        assert in_order(title or "" if a.in_title else "So it was. " * titled + text, a)


def test_a_quotation_that_goes_on_over_paragraphs_keeps_its_speaker(whole: Extractor) -> None:
    text = (
        'Ivan Petrov said: "We came here to talk and nobody else did.\n\n"They sent letters instead, and the letters '
        'said nothing at all.\n\n"That was the last time."\n\nThe other side stayed away.'
    )
    found = said(text, whole.extract(text))
    assert [speaker for speaker, _, _ in found] == ["Ivan Petrov"] * 3
    assert all(mode == Mode.DIRECT for _, _, mode in found)
    assert "That was the last time" in found[2][1]


def test_an_unclosed_quotation_does_not_swallow_the_next_paragraph(whole: Extractor) -> None:
    text = 'The mayor said "the bridge is safe.\n\nThe engineer said "it is not" and that repairs would take a year.'
    first, second = said(text, whole.extract(text))
    assert "engineer" not in first[1]
    assert second[1].startswith('"it is not"')
    assert second[2] == Mode.MIXED


@pytest.mark.parametrize("marks", ["‘’", "''"])
def test_speech_in_single_marks_is_direct(whole: Extractor, marks: str) -> None:
    opening, closing = marks
    first, second = (f"{opening}{w}{closing}" for w in ("We will never sell the mill,", "It is ours and it stays."))
    text = f"{first} said Olga Brandt. {second}"
    [(speaker, content, mode)] = said(text, whole.extract(text))
    assert speaker == "Olga Brandt"
    assert "never sell the mill" in content
    assert mode == Mode.DIRECT


def test_a_quotation_within_a_quotation_stays_within_it(whole: Extractor) -> None:
    text = "\"They told us 'go home now' and shut the gate,\" Olga Brandt said."
    [(speaker, content, _)] = said(text, whole.extract(text))
    assert speaker == "Olga Brandt"
    assert content.strip('",') == "They told us 'go home now' and shut the gate"


def test_a_word_or_title_in_marks_is_no_claim(whole: Extractor) -> None:
    text = 'The so-called "reform" cost the town its school. The "experts" left by train with a copy of "The Old Man".'
    assert whole.extract(text) == ()


def test_quoted_words_in_a_reported_sentence_are_one_mixed_claim(whole: Extractor) -> None:
    text = 'The minister said the deal was "a disaster" and would be "torn up" within a week.'
    [(_, content, mode)] = said(text, whole.extract(text))
    assert content == 'the deal was "a disaster" and would be "torn up" within a week'
    assert mode == Mode.MIXED


def test_signed_quotations_one_a_line_have_their_signatories(whole: Extractor) -> None:
    text = (
        "Readers wrote about the new ferry.\n\n“It is loud and it smells, and nobody asked us about it.” ― Sonya Hart\n"
        "“The captain knows nothing of the island and he never will.”― Pamela Prado\u00a0\n"
        "“Maybe we can build a bridge around it.” ― Steve Quill.\n"
    )
    speakers = [speaker for speaker, content, _ in said(text, whole.extract(text)) if "“" in content]
    assert speakers == ["Sonya Hart", "Pamela Prado", "Steve Quill"]


def test_reports_of_reports_are_a_chain_outermost_first(whole: Extractor) -> None:
    text = "Deutsche Welle reported that Anders Rasmussen said the mission would end in October."
    outer, inner = whole.extract(text)
    assert (outer.speaker, outer.chain) == ("Deutsche Welle", ())
    assert inner.speaker == "Anders Rasmussen"
    assert inner.chain == ("Deutsche Welle",)
