"""From settings to an engine, with the master keys that open what it reads."""

from __future__ import annotations

from sqlalchemy import Engine

from db.engine import connect
from db.master_keys import MasterKeys
from services import key_file
from services.domain.errors import ServiceUnavailable
from services.settings import Settings

PRODUCER = "counterclaim"


def connected(settings: Settings, *, name: str = PRODUCER) -> Engine:
    """An engine for the database that `settings` name. Raises `ServiceUnavailable` where they name none."""
    if not settings.database_url:
        raise ServiceUnavailable("no database: start `counterclaim up`, or set DATABASE_URL and REDIS_URL")
    return connect(settings.database_url, name=name, master_keys=master_keys(settings))


def master_keys(settings: Settings) -> MasterKeys:
    """The master keys of the environment, else of the file in `home`. Raises `ServiceUnavailable` for bad ones."""
    given = settings.master_key.get_secret_value() if settings.master_key else key_file.read(settings.home)
    former = settings.former_master_keys.get_secret_value().split(",")
    return MasterKeys(given, [key for key in former if key.strip()])


def stored_keys(settings: Settings) -> int:
    """How many articles' keys are stored. Raises `ServiceUnavailable` where those at hand don't open all."""
    from db.article_keys import verify

    engine = connected(settings)
    try:
        with engine.connect() as connection:
            return verify(connection)
    finally:
        engine.dispose()
