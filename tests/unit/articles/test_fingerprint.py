"""Fingerprints find equal and nearly equal wording."""

from __future__ import annotations

import random

from services.articles.fingerprint import bands, fingerprint, jaccard, minhash, words

VOCABULARY = [f"word{n}" for n in range(500)]


def story(seed: int, length: int = 300) -> list[str]:
    return random.Random(seed).choices(VOCABULARY, k=length)


def true_jaccard(a: str, b: str) -> float:
    runs = [{tuple(w[i : i + 5]) for i in range(len(w) - 4)} for w in (words(a), words(b))]
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


def test_case_punctuation_and_spacing_do_not_change_the_fingerprint() -> None:
    assert fingerprint("“It’s over,” he said.") == fingerprint('"It\'s  over" -- HE SAID')
    assert fingerprint("It is over") != fingerprint("It is not over")


def test_the_estimate_is_near_the_true_similarity() -> None:
    for seed, cut in ((1, 10), (2, 60), (3, 150), (4, 300)):
        original = story(seed)
        copy = story(seed + 100)[:cut] + original[cut:]
        a, b = " ".join(original), " ".join(copy)
        assert abs(jaccard(minhash(a), minhash(b)) - true_jaccard(a, b)) < 0.25


def test_an_edited_copy_shares_a_band_and_another_story_shares_none() -> None:
    original = story(7)
    edited = [*original[:140], "amended", *original[142:290]]
    here, copy, other = (set(bands(minhash(" ".join(text)))) for text in (original, edited, story(8)))
    assert here & copy
    assert not here & other


def test_values_fit_their_columns() -> None:
    values = minhash("A short text.")
    assert len(values) == 64
    assert all(0 <= v < 2**32 for v in values)
    assert len(bands(values)) == 16
    assert all(-(2**63) <= key < 2**63 for key in bands(values))


def test_fingerprints_are_the_same_on_every_machine() -> None:
    assert minhash("NATO said that it would go on with the operation.")[:2] == (FIRST, SECOND)


FIRST, SECOND = 971038267, 199635908
