"""Errors that a person caused or can mend; each message says what to do next."""

from __future__ import annotations


class CounterclaimError(Exception):
    """Base of every error shown to a person as one line or as a problem document.

    `code` is stable and machine readable, `field` names the input at fault (or is None).
    """

    code = "error"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class InvalidInput(CounterclaimError):
    """Input that can't be taken; the message names what is allowed."""

    code = "invalid-input"


class EmptyArticle(InvalidInput):
    """An article without text."""

    code = "empty-article"


class BinaryInput(InvalidInput):
    """Bytes that are not text."""

    code = "binary-input"


class UnsupportedLanguage(InvalidInput):
    """An article in a language that the extractor does not read."""

    code = "unsupported-language"


class ArticleTooLong(InvalidInput):
    """An article over the limit set in `services.articles.limits`."""

    code = "article-too-long"


class MalformedInput(InvalidInput):
    """JSON, ninjs, a feed or HTML that does not parse."""

    code = "malformed-input"


class NotFound(CounterclaimError):
    """No such article, claim, contradiction, party, matter, job or event."""

    code = "not-found"


class Withdrawn(CounterclaimError):
    """The words of an article that was taken back for legal reasons; they are gone for good."""

    code = "withdrawn"


class Damaged(CounterclaimError, ValueError):
    """Stored words that their key does not open."""

    code = "damaged"


class Ambiguous(CounterclaimError):
    """A short id or a name that fits more than one thing."""

    code = "ambiguous"


class ConcurrencyConflict(CounterclaimError):
    """A stream moved on between reading and appending; read again and decide again."""

    code = "conflict"


class ServiceUnavailable(CounterclaimError):
    """The database or the broker can't be reached."""

    code = "unavailable"


class NotShownYet(ServiceUnavailable):
    """What was asked for is recorded for good, and the read side is late to tell of it: not to be sent again."""

    code = "not-shown-yet"
