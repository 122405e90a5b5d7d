"""The tagger's parts without the network: cutting, packing, cue candidates, roles."""

import numpy as np
import pytest
from tokenizers import Tokenizer

from services.claims.tagger.cues import candidates
from services.claims.tagger.roles import CONTENT, SOURCE, read, runs, smoothed
from services.claims.tagger.tagger import SHIPPED
from services.claims.tagger.windows import RELATIONS, relation_to_cue, windows
from services.claims.tagger.words import MARKS, paragraphs


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def test_words_carry_offsets_into_the_text(tokenizer: Tokenizer) -> None:
    text = "\n Ankara’s envoy\nleft."
    first, second = paragraphs(text, tokenizer, 100)
    assert [text[s:e] for s, e in zip(first.starts, first.ends, strict=True)] == ["Ankara", "’", "s", "envoy"]
    assert [text[s:e] for s, e in zip(second.starts, second.ends, strict=True)] == ["left", "."]


def test_words_between_quotation_marks_are_marked(tokenizer: Tokenizer) -> None:
    (paragraph,) = paragraphs('He "did not" go.', tokenizer, 100)
    assert [(m - 1) // 4 for m in paragraph.marks] == [0, 2, 1, 1, 3, 0, 0]
    assert paragraph.marks.max() < MARKS


def test_a_line_that_introduces_a_quotation_goes_with_it(tokenizer: Tokenizer) -> None:
    assert len(paragraphs("Then Mara Lund wrote:\n\n“No ship leaves.”\n\n“None.”", tokenizer, 100)) == 2
    assert len(paragraphs("The list:\n\nNo ship leaves.", tokenizer, 100)) == 2


def test_a_long_paragraph_is_cut_at_a_sentence_end_and_loses_no_word(tokenizer: Tokenizer) -> None:
    text = "One two three four five six. " * 40
    parts = paragraphs(text, tokenizer, 50)
    assert all(len(p.pieces) <= 50 for p in parts)
    assert sum(len(p.first) for p in parts) == 40 * 7
    assert all(text[p.ends[-1] - 1] == "." for p in parts)


def test_windows_keep_every_paragraph_within_the_budget(tokenizer: Tokenizer) -> None:
    parts = paragraphs("A short line.\n" * 30, tokenizer, 100)
    packed = list(windows(parts, 32))
    assert sum(len(w.paragraphs) for w in packed) == 30
    assert all(len(w.ids) <= 32 for w in packed)
    assert all((w.ids[w.positions(k)] == p.pieces[p.first]).all() for w in packed for k, p in enumerate(w.paragraphs))


def test_distances_to_the_cue_tell_sides_apart() -> None:
    relation = relation_to_cue(600, 300, 302)
    assert relation[300] == relation[301] == 0
    assert relation[299] == 1
    assert relation[302] != relation[299]
    assert (relation[:300] != relation[302]).all()
    assert 0 <= relation.min() < relation.max() < RELATIONS


def test_cue_candidates_do_not_overlap_and_the_likelier_takes_its_words() -> None:
    chances = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7], [1.0, 0.0, 0.0]], dtype=np.float32)
    assert [c[:2] for c in candidates(chances, 0.08)] == [(0, 1), (1, 3)]
    assert candidates(chances, 0.8) == []


def test_switching_costs_smooth_a_lone_odd_word_away() -> None:
    logits = np.zeros((1, 5, 3), dtype=np.float32)
    logits[0, :, CONTENT] = 2
    logits[0, 2] = [0, 1.5, 0.5]
    words = np.array([5])
    assert smoothed(logits, words, 0.0)[0].tolist() == [2, 2, 1, 2, 2]
    assert smoothed(logits, words, 1.0)[0].tolist() == [2, 2, 2, 2, 2]


def test_the_likeliest_source_span_is_kept_and_the_cue_is_no_content() -> None:
    roles = np.array([SOURCE, 0, SOURCE, SOURCE, CONTENT, CONTENT])
    chances = np.full((6, 3), 0.9, dtype=np.float32)
    found = read(roles, chances, (4, 5), np.ones(6, dtype=bool), roles == CONTENT, roles < 0)
    assert found.source == (2, 4)
    assert found.content == ((5, 6),)
    assert found.quoted == 1
    assert read(roles, chances, (4, 5), np.array([1, 0, 1, 1, 1, 1], dtype=bool), roles == 0, roles < 0).source == (
        0,
        4,
    )
    assert runs(roles == SOURCE) == [(0, 1), (2, 4)]
