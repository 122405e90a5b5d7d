"""Answers a repeated request as the first time: the `Idempotency-Key` header.

After the IETF draft "The Idempotency-Key HTTP Header Field".
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any

from fastapi import Header
from fastapi.responses import JSONResponse

from services.api.keys import Caller
from services.api.ports import AnswerStore, KeptAnswer
from services.api.problems import ApiError

REPLAYED = "Idempotency-Replayed"
KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", min_length=1, max_length=200,
        description="Any text of your own, new for each submission. The same key with the same body gives the first "
        "answer again; with another body it is refused (422).",
        examples=["6f0d2c1e-submit-1"],
    ),
]


def fingerprint(*parts: bytes | str) -> str:
    """SHA-256 (hex) of what makes two requests the same."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def scoped(key: str, caller: Caller) -> str:
    """The key as it is stored: one caller's keys never meet another's."""
    return fingerprint(caller.name or "", key)


def replay(store: AnswerStore, key: str, print_: str) -> JSONResponse | None:
    """The first answer to this key, or None. Raises `ApiError` where the key was used with another body."""
    kept = store.find(key)
    return _answer(kept, print_) if kept else None


def keep(store: AnswerStore, key: str, print_: str, status: int, body: dict[str, Any]) -> JSONResponse:
    """Store the answer and give it back; where a racing request was first, its answer."""
    answer = KeptAnswer(print_, status, json.dumps(body, ensure_ascii=False))
    kept = store.keep(key, answer)
    return JSONResponse(body, status_code=status) if kept == answer else _answer(kept, print_)


def _answer(kept: KeptAnswer, print_: str) -> JSONResponse:
    if kept.fingerprint != print_:
        raise ApiError(
            "invalid-input", "This Idempotency-Key was used with another body; take a new key for a new submission.",
            field="Idempotency-Key",
        )
    return JSONResponse(json.loads(kept.body), status_code=kept.status, headers={REPLAYED: "true"})
