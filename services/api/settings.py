"""How the API listens and whom it lets in, read from COUNTERCLAIM_API_* variables."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ApiSettings(BaseSettings):
    """`keys` holds `name:scopes:sha256hex` entries separated by blanks, scopes by commas; `trusted` the networks (CIDR)
    that may use an API without keys; `hosts` more host names it answers to when it has no keys."""

    model_config = SettingsConfigDict(env_prefix="COUNTERCLAIM_API_", extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8765, ge=0, le=65535)
    keys: str = ""
    trusted: str = "127.0.0.0/8,::1/128"
    hosts: str = ""
    max_bytes: int = Field(default=16 * 1024 * 1024, ge=1024)
    heartbeat_seconds: float = Field(default=15.0, gt=0)
    tail_seconds: float = Field(default=0.5, gt=0)
    drain_seconds: int = Field(default=5, ge=0)
