"""Web pages: the main text, its title, outlet, date and address, by trafilatura (Barbaresi, ACL 2021)."""

from __future__ import annotations

import logging
import re
from datetime import datetime

from lxml import etree
from lxml import html as lxml_html
from trafilatura import bare_extraction

from services.articles.draft import Draft, Reading
from services.articles.origin.visible import Markup
from services.articles.published import moment_or_none
from services.domain.errors import EmptyArticle, MalformedInput

# What trafilatura warns of is reported as this room's own error.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_AROUND = ("//nav", "//aside", "//footer", "//form")
_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='date' or @name='pubdate' or @name='publish-date' or @name='DC.date.issued']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)
_JSON_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')
_NO_TEXT = "The page has no main text. Submit the article's own page, or its text with Title: and Outlet: lines."


def read(page: str, *, url: str | None = None) -> Reading:
    """One draft. Raises `MalformedInput` where there is no HTML, `EmptyArticle` where the page has no main text."""
    tree = _tree(page)
    found = bare_extraction(
        page, url=url, include_comments=False, include_tables=False, with_metadata=True,
        prune_xpath=list(_AROUND), date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = str(getattr(found, "text", None) or "")
    if not text.strip():
        raise EmptyArticle(_NO_TEXT, field="text")
    title = _string(getattr(found, "title", None))
    return [
        Draft(
            text=_without_title(text, title).replace("\n", "\n\n"),
            media_type="text/html",
            title=title,
            outlet=_string(getattr(found, "sitename", None)),
            url=url or _string(getattr(found, "url", None)),
            published_at=_published(tree) or moment_or_none(getattr(found, "date", None)),
            source=page,
            markup=Markup.HTML,
        )
    ]


def _tree(page: str) -> lxml_html.HtmlElement:
    try:
        # lxml takes no string that declares an encoding; by now it is decoded, so bytes say it again.
        return lxml_html.document_fromstring(page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        message = "The page can't be read as HTML. Save it again, or submit its text."
        raise MalformedInput(message, field="html") from error


def _published(tree: lxml_html.HtmlElement) -> datetime | None:
    for path in _DATES:
        for value in tree.xpath(path):
            if when := moment_or_none(str(value)):
                return when
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        if (stated := _JSON_LD_DATE.search(str(script))) and (when := moment_or_none(stated.group(1))):
            return when
    return None


def _without_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest if title and first.strip().casefold() == title.casefold() and rest.strip() else text


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
