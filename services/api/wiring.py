"""Hands the running system and what belongs to it to the resources."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from services.api.ports import AnswerStore, System
from services.api.settings import ApiSettings


def system_of(request: Request) -> System:
    """The system that the application was made with."""
    return cast(System, request.app.state.system)


def answers_of(request: Request) -> AnswerStore:
    """Where answers to requests with an idempotency key are kept."""
    return cast(AnswerStore, request.app.state.answers)


def settings_of(request: Request) -> ApiSettings:
    """The settings that the application was made with."""
    return cast(ApiSettings, request.app.state.settings)


SystemDep = Annotated[System, Depends(system_of)]
AnswersDep = Annotated[AnswerStore, Depends(answers_of)]
SettingsDep = Annotated[ApiSettings, Depends(settings_of)]
