"""Plain text and Markdown files."""

from __future__ import annotations

from services.articles import markdown, text_headers
from services.articles.draft import Draft, Reading
from services.articles.published import moment


def read(text: str, media_type: str) -> Reading:
    """One draft with what its header block says. Raises `InvalidInput` for a bad header."""
    header, body = text_headers.split(text)
    heading = None
    if media_type == "text/markdown":
        body, heading = markdown.plain(body)
    published = header.get("published")
    return [
        Draft(
            text=body,
            media_type=media_type,
            title=header.get("title") or heading,
            outlet=header.get("outlet"),
            url=header.get("url"),
            published_at=moment(published, "Published") if published else None,
            corrects=header.get("corrects"),
            source=text,
        )
    ]
