"""What the shipped tagger reads in sentences of our own: who, by which word, said what."""

from collections.abc import Sequence

import pytest

from services.claims.tagger import AttributionTagger, Frame


@pytest.fixture(scope="module")
def tagger() -> AttributionTagger:
    return AttributionTagger.load()


def words(text: str, span: tuple[int, int] | None) -> str:
    return text[span[0] : span[1]] if span else ""


def content(text: str, frame: Frame) -> str:
    return " ... ".join(words(text, span) for span in frame.content)


def by_cue(text: str, frames: Sequence[Frame], cue: str) -> Frame:
    return next(f for f in frames if cue in words(text, f.cue))


def read(tagger: AttributionTagger, text: str, cue: str) -> tuple[str, str]:
    """Source and content of the frame with that cue."""
    frame = by_cue(text, tagger.tag([text])[0], cue)
    return words(text, frame.source), content(text, frame)


def test_an_indirect_report_gives_its_speaker_and_the_clause_said(tagger: AttributionTagger) -> None:
    source, said = read(tagger, "The harbour master said on Friday that two ferries had collided in fog.", "said")
    assert source == "The harbour master"
    assert said.rstrip(".").endswith("two ferries had collided in fog")


def test_a_quotation_cut_by_its_speaker_is_one_content_of_two_spans(tagger: AttributionTagger) -> None:
    text = '"We will not sign," said Ines Duarte, the union\'s negotiator. "The offer insults every nurse here."'
    frame = by_cue(text, tagger.tag([text])[0], "said")
    assert words(text, frame.source).startswith("Ines Duarte")
    assert len(frame.content) == 2
    assert "We will not sign" in content(text, frame)
    assert "insults every nurse here" in content(text, frame)


def test_according_to_is_a_cue_with_the_source_after_it(tagger: AttributionTagger) -> None:
    source, said = read(tagger, "Wheat stocks fell by a fifth, according to the farm ministry.", "according to")
    assert source == "the farm ministry"
    assert "Wheat stocks fell by a fifth" in said


def test_nested_reporting_gives_a_frame_for_each_voice(tagger: AttributionTagger) -> None:
    text = "Radio Sahel reported that Colonel Diallo said his troops had left the town."
    frames = tagger.tag([text])[0]
    outer, inner = by_cue(text, frames, "reported"), by_cue(text, frames, "said")
    assert words(text, outer.source) == "Radio Sahel"
    assert words(text, inner.source) == "Colonel Diallo"
    assert "his troops had left the town" in content(text, inner)
    assert content(text, inner) in content(text, outer)


def test_speech_acts_with_an_object_are_found(tagger: AttributionTagger) -> None:
    source, said = read(tagger, "Oslo condemned the seizure of the trawler.", "condemned")
    assert (source, said.rstrip(".")) == ("Oslo", "the seizure of the trawler")


def test_a_sentence_in_which_nobody_speaks_gives_no_frame(tagger: AttributionTagger) -> None:
    assert tagger.tag(["The train left the station at nine and arrived in Lyon before noon."]) == [[]]


@pytest.mark.parametrize("marks", ['""', "“”", "«»", "„“"])
def test_any_quotation_marks_are_read(tagger: AttributionTagger, marks: str) -> None:
    opening, closing = marks
    text = f"{opening}Our pipeline is safe,{closing} the minister told reporters."
    source, said = read(tagger, text, "told")
    assert source == "the minister"
    assert "Our pipeline is safe" in said
