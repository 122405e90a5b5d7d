"""Settings, from the environment: where the servers are, and the limits of the work."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def normalised(url: str) -> str:
    """`url` in the form that SQLAlchemy takes for psycopg 3, whichever common form it came in."""
    scheme, separator, rest = url.strip().partition("://")
    if scheme in {"postgres", "postgresql", "postgresql+psycopg2", "postgresql+psycopg"}:
        return f"postgresql+psycopg{separator}{rest}"
    raise ValueError(f"DATABASE_URL must begin with postgresql://, not {scheme!r}")


def _home() -> Path:
    """The nearest `.counterclaim` folder, where `make demo` keeps its data, else the user's own data folder."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / ".counterclaim").is_dir():
            return folder / ".counterclaim"
    given = os.environ.get("XDG_DATA_HOME")
    return (Path(given) if given else Path.home() / ".local" / "share") / "counterclaim"


class Settings(BaseSettings):
    """Each field is read from the environment variable of its name, with COUNTERCLAIM_ before it unless an alias says
    otherwise. Absent URLs mean the embedded servers."""

    model_config = SettingsConfigDict(env_prefix="COUNTERCLAIM_", populate_by_name=True, frozen=True)

    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")
    redis_url: str | None = Field(default=None, validation_alias="REDIS_URL")
    master_key: SecretStr | None = None
    """Wraps the keys of articles; without it, the one in the file master.key of `home`, where there is one."""
    former_master_keys: SecretStr = SecretStr("")
    """Earlier master keys, separated by commas, until `counterclaim keys rotate` has rewrapped all."""
    home: Path = Field(default_factory=_home)
    concurrency: int = Field(default_factory=lambda: max(1, (os.cpu_count() or 2)), ge=1)
    job_seconds: int = Field(default=300, ge=1)
    """Hard time limit of one job; it is told to stop at nine tenths of it."""
    lease_seconds: float = Field(default=20.0, gt=0)
    """How long a worker may give no sign of life before its job goes to another."""
    shutdown_seconds: float = Field(default=10.0, ge=0)
    """How long a worker that was told to stop may go on with what it has in hand before it puts it back."""
    lead_seconds: float = Field(default=30.0, gt=0)
    """How long a leading relay may give no sign of life before another takes the lead from it."""
    job_attempts: int = Field(default=4, ge=1)
    resend_seconds: float = Field(default=30.0, gt=0)
    """When a job that nobody took is rung for again; sooner where the broker turns out to be empty."""
    retry_seconds: float = Field(default=2.0, gt=0)
    """First wait before a failed job is tried again; doubles with each attempt, with jitter, up to ten minutes."""
    candidates_per_claim: int = Field(default=16, ge=1)
    worker_memory_mb: int = Field(default=2500, ge=200)
    """A worker child above it is replaced after its job."""
    models: str = "services.bootstrap:models"
    """Where the worker takes extractor and judge from, as module:function."""

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, value: str | None) -> str | None:
        return normalised(value) if value else None

    @field_validator("redis_url")
    @classmethod
    def _redis_url(cls, value: str | None) -> str | None:
        return value.replace("valkey://", "redis://", 1) if value else None
