from __future__ import annotations

import random

import pytest

from services.domain.claim import Statement
from training.judge.mixture import mixture

ROWS = {
    "sure": [{"a": Statement(text=f"a{n}"), "b": Statement(text=f"b{n}"), "label": 0} for n in range(5)],
    "sentences": [{"a": "one", "b": "other", "label": 2}],
}


def test_so_many_of_each_sort_are_taken_as_lines() -> None:
    rows = mixture(ROWS, {"sure": 3, "sentences": 1}, random.Random(1))
    assert sorted(row["label"] for row in rows) == [0, 0, 0, 2]
    assert all(isinstance(row[side], str) for row in rows for side in "ab")


def test_more_than_there_is_gives_what_there_is() -> None:
    assert len(mixture(ROWS, {"sure": 50}, random.Random(1))) == len(ROWS["sure"])


def test_an_unknown_sort_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"no such sort of pairs: shure; there are sure, sentences"):
        mixture(ROWS, {"shure": 1}, random.Random(1))
