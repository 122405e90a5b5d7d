from __future__ import annotations

from services.claims.quotations import quotations


def quoted(text: str, *, single: bool = False) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, (0, len(text))) if q.single == single]


def test_a_stray_closing_mark_quotes_nothing() -> None:
    assert quoted('He called it "a plain mistake" in a letter to the court."') == ['"a plain mistake"']


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = '"We will not sell the mill, she said.'
    found = quotations(text, (0, len(text)))
    assert [(q.span, q.closed) for q in found] == [((0, len(text)), False)]


def test_curly_marks_pair_by_their_shape() -> None:
    assert quoted("“Not one ton,” the mine’s owner said. “Not one.”") == ["“Not one ton,”", "“Not one.”"]


def test_an_apostrophe_opens_no_quotation() -> None:
    assert quoted("The workers' council won't meet the board's envoy.", single=True) == []


def test_a_quotation_within_a_quotation_is_found_in_single_marks() -> None:
    assert quoted("\"They told us 'go home now' and shut the gate,\" she said.", single=True) == ["'go home now'"]
