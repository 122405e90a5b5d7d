"""Where clean text stands in what was submitted."""

from __future__ import annotations

import html
import re
import string
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from services.articles.origin.alignment import aligned
from services.articles.origin.visible import Markup
from services.domain.origin import submitted

LETTERS = string.ascii_letters + "’“”éß&<>\"'-"
WORD = st.text(LETTERS, min_size=1, max_size=9)
PARAGRAPHS = st.lists(st.lists(WORD, min_size=1, max_size=12), min_size=1, max_size=8)
BETWEEN = st.sampled_from([" ", "\n", "  ", "&nbsp;", "\t", "<!-- x --> "])
WRAPS = st.sampled_from(["{}", "<b>{}</b>", "<a href='/x?a=1&amp;b=2'>{}</a>", "<span class=q>{}</span>"])


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, str]:
    """A page and the clean text of its story."""
    story = draw(PARAGRAPHS)
    body = []
    for words in story:
        spelt = [draw(WRAPS).format(draw(spellings(word))) for word in words]
        body.append("<p>" + "".join(w + draw(BETWEEN) for w in spelt) + "</p>")
    around = draw(st.sampled_from(["", "<nav><a href=/>Home</a></nav>", "<script>var a = '<p>no';</script>"]))
    page = f"<html><head><title>Said</title></head><body>{around}{''.join(body)}<footer>the end</footer></body></html>"
    return page, "\n\n".join(" ".join(words) for words in story)


@st.composite
def spellings(draw: st.DrawFn, word: str) -> str:
    """A word with its special characters as entities, and any other as one now and then."""
    return "".join(draw(st.sampled_from([html.escape(c), f"&#{ord(c)};"] + [html.escape(c)] * 8)) for c in word)


def seen(piece: str) -> str:
    """What a piece of HTML shows, blanks left out."""
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", piece)))


@settings(max_examples=200, deadline=None)
@given(pages(), st.data())
def test_any_words_of_the_clean_text_are_what_their_place_in_the_page_shows(
    case: tuple[str, str], data: st.DataObject
) -> None:
    page, text = case
    origin = aligned(text, page, Markup.HTML)
    words = [m.span() for m in re.finditer(r"\S+", text)]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(first + 20, len(words) - 1)))
    span = words[first][0], words[last][1]
    place = submitted(origin, span)
    assert place is not None
    assert seen(page[slice(*place)]) == re.sub(r"\s", "", text[slice(*span)])


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(Markup))
def test_any_text_and_source_give_rising_runs_inside_both(text: str, source: str, markup: Markup) -> None:
    runs = aligned(text, source, markup)
    assert all(0 <= a < b <= len(text) and 0 <= s < e <= len(source) for a, b, s, e in runs)
    assert all(one[1] <= two[0] and one[2] <= two[2] for one, two in pairwise(runs))


def test_the_same_line_in_a_menu_before_the_story_does_not_draw_it_away() -> None:
    story = ["Talks go on", "The envoy said the talks go on until Friday.", "Nobody left."]
    page = "<nav><a>Talks go on</a></nav>" + "".join(f"<p>{line}</p>" for line in story) + "<p>Talks go on</p>"
    text = "\n\n".join(story)
    place = submitted(aligned(text, page, Markup.HTML), (0, len(text)))
    assert place is not None
    assert page[slice(*place)].endswith("Nobody left.")


def test_what_the_source_does_not_hold_has_no_place() -> None:
    page = "<ul><li>One thing<li>Another thing entirely</ul>"
    origin = aligned("- One thing\n- Another thing entirely", page, Markup.HTML)
    assert submitted(origin, (0, 1)) is None
    assert submitted(origin, (0, 11)) == (8, 17)


def test_a_feed_is_read_through_both_layers_of_its_markup() -> None:
    spelt = "&lt;p&gt;The envoy&amp;#8217;s aide said &amp;quot;no&amp;quot;.&lt;/p&gt;"
    feed = f"<rss><item><title>A</title><description>{spelt}</description></item></rss>"
    text = "The envoy’s aide said \"no\"."
    place = submitted(aligned(text, feed, Markup.FEED), (0, len(text)))
    assert place is not None
    assert feed[slice(*place)] == spelt.removeprefix("&lt;p&gt;").removesuffix("&lt;/p&gt;")
    cdata = feed.replace(spelt, f"<![CDATA[{html.unescape(spelt)}]]>")
    place = submitted(aligned(text, cdata, Markup.FEED), (0, len(text)))
    assert place is not None
    assert html.unescape(cdata[slice(*place)]) == text
