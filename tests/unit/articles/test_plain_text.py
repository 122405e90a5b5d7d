"""Plain text files: cleaning, header blocks, encodings."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.articles import intake, markdown
from services.articles.intake import Intake
from services.articles.plain_text import clean
from services.domain.article import Article
from services.domain.errors import ArticleTooLong, BinaryInput, EmptyArticle, InvalidInput, UnsupportedLanguage

STORY = (
    "NATO said on Monday that it would go on. Russia called for a ceasefire in Libya and for talks between all parties."
)


def only(data: bytes, **options: object) -> Intake:
    items = intake.read(data, **options)  # type: ignore[arg-type]
    assert len(items) == 1
    return items[0]


def article(data: bytes, **options: object) -> Article:
    found = only(data, **options).article
    assert found is not None
    return found


def test_a_header_block_gives_the_metadata_and_leaves_the_text() -> None:
    found = article(
        f"Title: A day\nOutlet: Harbour Wire\nPublished: 2011-07-05T10:00Z\nURL: https://a.example/1\n\n{STORY}".encode()
    )
    assert (found.title, found.outlet, found.url, found.text) == ("A day", "Harbour Wire", "https://a.example/1", STORY)
    assert found.published_at == datetime(2011, 7, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize("between", ["\n \n", "\n\t \n", "\r\n \r\n", "\n\u00a0\n"])
def test_blanks_on_the_line_between_header_and_text_make_it_no_less_a_header(between: str) -> None:
    found = article(f"Title: A day\nOutlet: Wire{between}{STORY}".encode())
    assert (found.title, found.outlet, found.text) == ("A day", "Wire", STORY)


def test_a_published_time_without_a_zone_is_taken_as_utc() -> None:
    assert article(f"Published: 2011-07-05 10:00\n\n{STORY}".encode()).published_at == datetime(
        2011, 7, 5, 10, tzinfo=UTC
    )


def test_prose_that_looks_a_little_like_a_header_stays_text() -> None:
    text = f"Title: contested\nIt was a long day.\n\n{STORY}"
    assert article(text.encode()).text == text


@pytest.mark.parametrize(
    ("header", "field", "words"),
    [
        ("Title: A\nPublised: 2011", "publised", "unknown key 'Publised'"),
        ("Title: A\nTitle: B", "title", "repeats 'Title'"),
        ("Published: yesterday", "Published", "2011-07-05T10:00:00Z"),
        ("Title: A\nCorrects: nowhere.txt", "corrects", "nowhere.txt"),
    ],
)
def test_a_bad_header_is_refused_with_its_field(header: str, field: str, words: str) -> None:
    error = only(f"{header}\n\n{STORY}".encode()).error
    assert isinstance(error, InvalidInput)
    assert error.field == field
    assert words in error.message


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"-- ... 1234 \n\n***", b"Title: A headline only\n\n"]
)
def test_an_article_without_words_is_empty(data: bytes) -> None:
    assert isinstance(only(data).error, EmptyArticle)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG picture"),
        (b"%PDF-1.7\n", "PDF document"),
        (b"PK\x03\x04\x14\x00", "ZIP archive"),
        (bytes(range(256)) * 4, "not text"),
        (b"a story\x00with a zero byte", "not text"),
        (("\ufffd" * 20 + STORY).encode(), "wrong encoding"),
    ],
)
def test_binary_input_is_refused_whatever_its_name(data: bytes, what: str) -> None:
    error = only(data, name="story.txt", media_type="text/plain").error
    assert isinstance(error, BinaryInput)
    assert what in error.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_quotation_marks_survive_every_encoding(encoding: str) -> None:
    text = f"“We agree,” Gérard Araud said. {STORY}"
    assert article(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("iso-8859-2", "iso-8859-2"),
        ("ISO-8859-2", "iso-8859-2"),
        ('"iso-8859-2"', "iso-8859-2"),
        ("utf-16le", "utf-16-le"),
        ("iso-8859-2", "utf-8"),
        ("nosuch", "utf-8"),
    ],
)
def test_the_charset_that_the_sender_declared_is_used_where_the_text_is_not_utf_8(charset: str, encoding: str) -> None:
    text = f"Mr. Wałęsa and Mr. Dvořák agreed. {STORY}"
    assert article(text.encode(encoding), media_type=f"text/plain; Charset={charset}").text == text


def test_an_input_over_the_limit_is_told_how_to_come_in() -> None:
    error = only(STORY.encode(), limits=intake.Limits(bytes=50)).error
    assert isinstance(error, ArticleTooLong)
    assert "however many articles" in error.message
    assert "settings" not in error.message


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Le président russe a déclaré lundi que l'alliance avait dépassé le mandat des Nations unies en Libye.",
            "French",
        ),
        (
            "Der russische Präsident hat am Montag erklärt, das Bündnis habe das Mandat der UNO überschritten.",
            "German",
        ),
        ("Россия требует прекращения огня.", "Russian"),
    ],
)
def test_another_language_is_refused_by_name(text: str, language: str) -> None:
    error = only(text.encode()).error
    assert isinstance(error, UnsupportedLanguage)
    assert language in error.message


@pytest.mark.parametrize(
    "text", ["Talks fail.", "NATO denies it.", "Putin: nyet", "Medvedev, Rasmussen, Zuma in Sochi"]
)
def test_a_short_text_is_not_taken_for_another_language(text: str) -> None:
    assert article(text.encode()).language == "en"


def test_the_limit_of_characters_is_a_setting() -> None:
    tight = intake.Limits(characters=50)
    assert isinstance(only(STORY.encode(), limits=tight).error, ArticleTooLong)
    assert isinstance(only(("word " * 50_000).encode()).error, ArticleTooLong)
    assert isinstance(only(STORY.encode(), limits=intake.Limits(bytes=50)).error, ArticleTooLong)


def test_lines_cut_at_a_column_become_paragraphs_again() -> None:
    wrapped = (
        "NATO said on Monday that it would continue the operation in\n"
        "Libya for as long as civilians were under threat of attack\nthere.\n\nRussia objected."
    )
    assert clean(wrapped).split("\n\n")[0].count("\n") == 0
    assert clean("First paragraph.\nSecond one.") == "First paragraph.\nSecond one."


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_markdown_loses_its_marks_and_gives_its_heading() -> None:
    found = article(
        f"# Libya talks\n\n**NATO** said [it](https://a.example) would *go on*.\n\n- {STORY}".encode(), name="a.md"
    )
    assert found.title == "Libya talks"
    assert found.text == f"NATO said it would go on.\n\n{STORY}"


def test_the_same_words_in_one_outlet_are_one_article_and_in_another_outlet_another() -> None:
    here = article(f"Outlet: A\n\n{STORY}".encode())
    again = article(f"Outlet: a\nTitle: New\n\n{STORY}\r\n".encode())
    there = article(f"Outlet: B\n\n{STORY}".encode())
    assert here.id == again.id != there.id
    assert here.fingerprint == there.fingerprint


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("*a* b* _c_ d_e_f __g__", "a b* c d_e_f g"),
        ("**a *b* c** 2 * 3 * 4", "a *b* c 2 * 3 * 4"),
        ("***a*** [b](http://x.example/y_(z)) ![c](d)", "*a* b c"),
        ("# One #\n\n## Two ##\n\n#\n\n#three\n\n- - -", "Two\n\n\n\n#three"),
    ],
)
def test_marks_of_markdown_are_told_from_the_same_characters_in_prose(marked: str, plain: str) -> None:
    assert markdown.plain(marked)[0].strip() == plain
