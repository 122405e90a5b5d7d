"""Marks and highlights never lose, repeat or move a character."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.api.web.highlight import highlighted
from services.api.web.marks import paragraphs
from tests.unit.api.dam_dispute import filled

CLAIM = filled().claim_rows[0]
spans = st.tuples(st.integers(-5, 60), st.integers(-5, 60))
texts = st.text(alphabet=st.sampled_from("ab .\n\r<&é\u202e"), max_size=50)


@given(texts, st.lists(st.tuples(spans, spans, st.lists(spans, max_size=3)), max_size=4))
def test_pieces_joined_are_the_lines_of_the_text(text: str, given_spans: list[tuple]) -> None:  # type: ignore[type-arg]
    claims = [replace(CLAIM, source=source, cue=(cue,), content=tuple(content)) for source, cue, content in given_spans]
    lines = ["".join(piece.text for piece in line) for line in paragraphs(text, claims)]
    assert lines == [line for line in text.replace("\r", "\n").split("\n") if line.strip()]


@given(texts, st.lists(texts, max_size=5))
def test_highlighted_parts_joined_are_the_text(text: str, words: list[str]) -> None:
    assert "".join(part.text for part in highlighted(text, words)) == text


def test_overlapping_claims_share_a_piece() -> None:
    text = "She said he denied it was true."
    outer = replace(CLAIM, source=(0, 3), cue=((4, 8),), content=((9, 30),))
    inner = replace(CLAIM, source=(9, 11), cue=((12, 18),), content=((19, 30),))
    (line,) = paragraphs(text, [outer, inner])
    marked = {piece.text: (piece.roles, piece.numbers) for piece in line}
    assert marked["it was true"] == (("content",), (1, 2))
    assert marked["denied"] == (("cue", "content"), (1, 2))
    assert [piece.opens for piece in line if piece.opens] == [(1,), (2,)]


def test_a_word_is_highlighted_whole_in_any_case_and_over_line_breaks() -> None:
    parts = highlighted("No Accord was  broken; accordingly none.", ["accord", "was broken"])
    assert [part.text for part in parts if part.carries] == ["Accord", "was  broken"]
