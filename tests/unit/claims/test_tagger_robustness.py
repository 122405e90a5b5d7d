"""The tagger on texts that break careless readers, and the shape of every frame it gives."""

import pytest

from services.claims.tagger import AttributionTagger, Frame

SAID = "“The port stays shut,” Captain Aalto said. She denied that anyone was hurt.\n"
ODD = [
    "",
    "\n\n\n",
    "ok",
    "…",
    "“",
    "a\u0301\u200b\ufeff \U0001f6a2 said \u202ehello\u202c",
    "“" * 300,
    "x" * 5000,
    "said " * 700,
    "1,2,3;" * 800,
    "\r\n".join(["He said no.", "", "She said yes."]),
    "\x00 said the man \x0b\x0c",
]


@pytest.fixture(scope="module")
def tagger() -> AttributionTagger:
    return AttributionTagger.load()


def well_formed(text: str, frame: Frame) -> bool:
    spans = [frame.cue, *frame.content, *([frame.source] if frame.source else [])]
    return (
        all(0 <= s < e <= len(text) and text[s:e] == text[s:e].strip() for s, e in spans)
        and all(a[1] <= b[0] for a, b in zip(frame.content, frame.content[1:], strict=False))
        and all(s == 0 or not (text[s - 1].isalnum() and text[s].isalnum()) for s, _ in spans)
        and all(e == len(text) or not (text[e - 1].isalnum() and text[e].isalnum()) for _, e in spans)
        and 0 <= frame.score <= 1
    )


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts_are_survived_with_well_formed_frames(tagger: AttributionTagger, text: str) -> None:
    assert all(well_formed(text, frame) for frame in tagger.tag([text])[0])


def test_offsets_count_characters_of_the_whole_text(tagger: AttributionTagger) -> None:
    text = "Ærlig talt \U0001f6a2\U0001f6a2\r\n\r\n  " + SAID
    frame = next(f for f in tagger.tag([text])[0] if text[slice(*f.cue)] == "said")
    assert frame.source is not None
    assert text[slice(*frame.source)] == "Captain Aalto"
    assert "The port stays shut" in text[slice(*frame.content[0])]


def test_a_very_long_text_is_read_to_its_end(tagger: AttributionTagger) -> None:
    filler = "The tide came in and the tide went out again. "
    text = filler * 400 + "The mayor said the sea wall would hold. " + filler * 5
    assert len(text) > 18_000
    frames = tagger.tag([text])[0]
    assert any("the sea wall would hold" in text[slice(*f.content[0])] for f in frames)
    assert all(well_formed(text, f) for f in frames)


def test_one_list_comes_back_for_each_text_in_order(tagger: AttributionTagger) -> None:
    texts = ["", SAID, "Nothing here.", SAID * 3]
    found = tagger.tag(texts)
    assert len(found) == 4
    assert not found[0]
    assert len(found[3]) >= len(found[1]) >= 2
    assert tagger.tag([]) == []


def test_a_text_gives_the_same_frames_in_any_company(tagger: AttributionTagger) -> None:
    alone = tagger.tag([SAID])
    assert alone == tagger.tag([SAID])
    assert tagger.tag(["Prague rejected the plan. " * 30, SAID])[1] == alone[0]


def test_missing_weights_are_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(FileNotFoundError, match=r"encoder\.onnx is missing"):
        AttributionTagger.load(tmp_path)
