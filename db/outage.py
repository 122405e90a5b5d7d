"""Tells an outage, which passes and is nobody's fault, from an error that another try would meet again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services.domain.errors import ServiceUnavailable

_CLASSES = ("08", "53", "57P", "58")
"""Connection lost; disk, memory or connections spent; server stopping or starting; input and output (appendix A of the
PostgreSQL manual)."""
_CODES = ("25006", "40001", "40P01", "55P03", "25P03")
"""A standby that takes no writes, serialisation, deadlock, a lock not to be had, a transaction idle too long."""
_OTHER_SCHEMA = ("42P01", "42703", "3F000")
"""No such table, column or schema."""


def unavailable(error: BaseException | None) -> ServiceUnavailable | None:
    """What to say where the database and not the request is at fault; None where `error` is another error."""
    if isinstance(error, ServiceUnavailable):
        return error
    if isinstance(error, PoolTimeout):
        return ServiceUnavailable("all connections to the database are in use; try again")
    if not isinstance(error, DBAPIError):
        return None
    code = getattr(error.orig, "sqlstate", None)
    if code in _OTHER_SCHEMA:
        return ServiceUnavailable(
            "the database has another schema than this program is written for; run `counterclaim db upgrade`, "
            "or upgrade this program if the database is the newer one"
        )
    if code and code.startswith("53"):
        return ServiceUnavailable(f"the database is short of disk, memory or connections ({_first_line(error)})")
    if code is None and not _of_connection(error):
        return None
    if code is None or code.startswith(_CLASSES) or code in _CODES or error.connection_invalidated:
        return ServiceUnavailable("the database can't be reached; is it running, and does DATABASE_URL name it?")
    return None


@contextmanager
def translated() -> Iterator[None]:
    """Raise `ServiceUnavailable` for an outage within the block; other errors pass as they are."""
    try:
        yield
    except SQLAlchemyError as error:
        if said := unavailable(error):
            raise said from error
        raise


def _of_connection(error: DBAPIError) -> bool:
    """An error without a code comes from the client: the connection was refused, or lost without a word."""
    return error.connection_invalidated or type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout")


def _first_line(error: DBAPIError) -> str:
    return (str(error.orig).strip().splitlines() or [""])[0]
