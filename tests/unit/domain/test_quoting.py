"""What counts as repeating somebody's words."""

import pytest

from services.domain.quoting import repeats

SENTENCE = "Zanzibar said the “quixotic” strikes aren’t just."


@pytest.mark.parametrize("said", [
    "Who called the quixotic strikes so?", "On THE QUIXOTIC STRIKES", "strikes aren't just, or are they", SENTENCE,
])
def test_three_words_in_a_row_repeat_whatever_their_case_and_punctuation(said: str):
    assert repeats(said, SENTENCE)


@pytest.mark.parametrize("said", ["", "Are the strikes just?", "Quixotic strikes", "strikes the quixotic"])
def test_single_words_and_pairs_and_another_order_repeat_nothing(said: str):
    assert not repeats(said, SENTENCE)


def test_a_shorter_text_is_repeated_as_a_whole_and_an_empty_one_never():
    assert repeats("why they are unlawful", "unlawful")
    assert not repeats("why they are lawful", "unlawful")
    assert not repeats("anything", "")
