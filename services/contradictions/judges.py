"""Judges by name: the one that ships, one with other encoder weights, one behind a chat endpoint."""

from __future__ import annotations

from pathlib import Path

from services.contradictions.chat_endpoint import ChatEndpoint
from services.contradictions.chat_judge import BUDGET_SECONDS, ChatJudge
from services.contradictions.judge import Judge
from services.domain.errors import InvalidInput

DEFAULT = "default"
FILES = ("model.onnx", "tokenizer.json", "config.json")
ALLOWED = "default, onnx:FOLDER, or openai:MODEL@URL"
SECONDS = 30.0


def judge_named(
    name: str, *, key: str | None = None, seconds: float = SECONDS, budget: float = BUDGET_SECONDS
) -> Judge | ChatJudge:
    """The judge, loaded. `key`, `seconds` (a question's limit) and `budget` (that of all questions of a batch) are for
    endpoints. Raises `InvalidInput` where no judge has that name or its folder lacks a file."""
    way, _, rest = name.partition(":")
    if name == DEFAULT:
        return Judge.load()
    if way == "onnx" and rest:
        return Judge.load(encoder=_folder(Path(rest)))
    if way == "openai" and rest:
        return ChatJudge(Judge.of_rules(), ChatEndpoint.named(rest, key, seconds), budget)
    raise InvalidInput(f"{name!r} names no judge: write {ALLOWED}", field="judge")


def _folder(folder: Path) -> Path:
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise InvalidInput(
            f"{folder} is no judge's folder: {', '.join(missing)} missing; `training.judge.export` writes one",
            field="judge",
        )
    return folder
