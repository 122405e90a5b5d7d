"""A draft becomes an article: cleaned, checked, fingerprinted, named."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from services.articles.draft import Defaults, Draft
from services.articles.fingerprint import fingerprint, minhash
from services.articles.language import require_english
from services.articles.limits import Limits
from services.articles.origin.alignment import aligned
from services.articles.plain_text import INVISIBLE, clean
from services.articles.published import moment
from services.domain.article import Article
from services.domain.errors import EmptyArticle, InvalidInput
from services.domain.identity import article_id

Resolve = Callable[[str], str | None]
"""From the URL or path of an earlier article to its id, or None."""

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_NAME_LIMIT = 500


def assemble(draft: Draft, limits: Limits, resolve: Resolve) -> Article:
    """The article. Raises `EmptyArticle`, `ArticleTooLong`, `UnsupportedLanguage`, or `InvalidInput` for a field."""
    limits.check_text(draft.text)
    text = clean(draft.text)
    if not _LETTER.search(text):
        raise EmptyArticle("The article has no text. Submit the words of the report.", field="text")
    outlet = _name(draft.outlet, "outlet")
    mark = fingerprint(text)
    return Article(
        id=article_id(mark, outlet),
        text=text,
        title=_name(draft.title, "title"),
        outlet=outlet,
        url=_name(draft.url, "url", 2000),
        language=require_english(text),
        published_at=moment(draft.published_at) if draft.published_at else None,
        fingerprint=mark,
        minhash=minhash(text),
        media_type=draft.media_type,
        corrects=_earlier(draft.corrects and INVISIBLE.sub("", draft.corrects), draft.corrects_if_known, resolve),
        origin=aligned(text, draft.source, draft.markup) if draft.source is not None else (),
    )


def with_defaults(draft: Draft, defaults: Defaults) -> Draft:
    """The draft with what it lacks taken from the defaults."""
    return replace(
        draft,
        title=draft.title or defaults.title,
        outlet=draft.outlet or defaults.outlet,
        url=draft.url or defaults.url,
        published_at=draft.published_at or defaults.published_at,
        corrects=draft.corrects or defaults.corrects,
        corrects_if_known=draft.corrects_if_known and bool(draft.corrects),
    )


def _earlier(reference: str | None, if_known: bool, resolve: Resolve) -> str | None:
    if not reference:
        return None
    if _ID.fullmatch(reference):
        return reference.lower()
    found = resolve(reference)
    if found is None and not if_known:
        raise InvalidInput(
            f"corrects names {reference!r}, and no article with that id, URL or path is known. Submit the earlier "
            "article first, or give its id.",
            field="corrects",
        )
    return found


def _name(value: str | None, field: str, limit: int = _NAME_LIMIT) -> str | None:
    found = " ".join(clean(value).split()) if value else ""
    if len(found) > limit:
        raise InvalidInput(f"{field} has {len(found)} characters; at most {limit} are allowed", field=field)
    return found or None
