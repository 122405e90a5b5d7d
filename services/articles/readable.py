"""A given text as extraction reads it: HTML without its tags, anything else as it stands."""

from __future__ import annotations

import re

from services.articles import detect, html
from services.articles.draft import Draft
from services.articles.markup import paragraphs
from services.articles.origin.alignment import aligned
from services.articles.origin.visible import Markup
from services.articles.plain_text import clean
from services.domain.errors import EmptyArticle, MalformedInput
from services.domain.origin import Origin

_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.I)


def readable(given: str) -> tuple[str, Origin | None]:
    """The words of `given` and where they stand in it; None where it is no HTML and its text is itself.

    A whole page is freed from what stands around the article, a piece of one only from its tags.
    """
    if detect.media_type(given) != detect.HTML:
        return given, None
    text = clean(_main_text(given) or paragraphs(given))
    return text, aligned(text, given, Markup.HTML)


def _main_text(page: str) -> str:
    if not _PAGE.search(page[:2000]):
        return ""
    try:
        return "\n\n".join(d.text for d in html.read(page) if isinstance(d, Draft))
    except (EmptyArticle, MalformedInput):
        return ""
