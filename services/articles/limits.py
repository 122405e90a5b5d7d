"""How much one article may be, and one input: the only place that sets it."""

from __future__ import annotations

from dataclasses import dataclass

from services.domain.errors import ArticleTooLong


@dataclass(frozen=True, slots=True)
class Limits:
    """`characters` of one article's text, `bytes` of one file, download or body, which may hold many articles,
    `fetch_seconds` for a download."""

    characters: int = 200_000
    bytes: int = 5_000_000
    fetch_seconds: float = 20.0

    def check_text(self, text: str) -> None:
        """Raises `ArticleTooLong` over the limit of characters."""
        if len(text) > self.characters:
            raise ArticleTooLong(
                f"The article has {len(text):,} characters; at most {self.characters:,} are allowed. Split it.",
                field="text",
            )

    def check_bytes(self, size: int) -> None:
        """Raises `ArticleTooLong` over the limit of bytes."""
        if size > self.bytes:
            raise ArticleTooLong(
                f"The input has more than {self.bytes:,} bytes, the most that is read at once, however many articles "
                "it holds. Split it into several.",
                field="text",
            )


DEFAULT = Limits()
