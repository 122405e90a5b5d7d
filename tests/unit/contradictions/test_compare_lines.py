from __future__ import annotations

from typing import Any

import pytest

from services.contradictions.jsonl import as_json, parse
from services.contradictions.judge import Judge
from services.domain.errors import InvalidInput, MalformedInput

GOOD = {"id": "p1", "a": {"text": "the dam is safe", "party": "Operator"}, "b": {"text": "the dam is unsafe"}}


def test_only_the_texts_are_needed() -> None:
    number, a, b = parse({"id": 7, "a": {"text": "x"}, "b": {"text": "y", "party": None}})
    assert (number, a.text, b.text, b.party) == ("7", "x", "y", None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": None}, "id"),
        ({"a": "the dam"}, "a"),
        ({"b": {}}, "b.text"),
        ({"a": {"text": "  "}}, "a.text"),
        ({"b": {"text": 4}}, "b.text"),
        ({"a": {"text": "x", "party": 3}}, "a.party"),
        ({"a": {"text": "x" * 20_001}}, "a.text"),
    ],
)
def test_a_bad_field_is_named(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse({**GOOD, **change})
    assert caught.value.field == field
    assert field in caught.value.message


def test_what_is_no_object_is_malformed() -> None:
    with pytest.raises(MalformedInput):
        parse(["p1"])


def test_a_judgement_is_printed_with_its_reasons(judge: Judge) -> None:
    number, a, b = parse(GOOD)
    printed = as_json(number, judge.compare_many([(a, b)])[0])
    assert set(printed) == {"id", "relation", "kind", "score", "explanation"}
    assert set(printed["explanation"]) == {"summary", "signals", "version"}
    assert 0 <= printed["score"] <= 1
    assert all({"name", "weight", "a", "b", "note"} == set(s) for s in printed["explanation"]["signals"])
