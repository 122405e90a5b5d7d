"""A language model behind an OpenAI-compatible address: one question, one JSON object back."""

from __future__ import annotations

import http.client
import json
import math
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from services.domain.errors import InvalidInput

ATTEMPTS = 3
PAUSE_SECONDS = 0.5
LARGEST = 200_000
PIECE = 65_536
AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


class NoAnswer(Exception):
    """Nothing usable came back. `lasting`: asking about other pairs would fail alike (a wrong key, model or
    address)."""

    def __init__(self, why: str, *, lasting: bool = False) -> None:
        super().__init__(why)
        self.lasting = lasting


@dataclass(frozen=True, slots=True)
class ChatEndpoint:
    """`url` is what stands before /chat/completions; `seconds` is the limit of one question. The key never shows in
    logs, versions or errors."""

    model: str
    url: str
    key: str | None = field(default=None, repr=False)
    seconds: float = 30.0
    pause: Callable[[float], None] = time.sleep

    @staticmethod
    def named(name: str, key: str | None, seconds: float) -> ChatEndpoint:
        """From MODEL@URL. Raises `InvalidInput` where it is not of that form."""
        model, _, url = name.partition("@")
        if not model or not url.startswith(("http://", "https://")):
            raise InvalidInput(
                f"{name!r} names no endpoint: write openai:MODEL@URL, for instance "
                "openai:qwen3@http://127.0.0.1:8000/v1",
                field="judge",
            )
        if "@" in url.partition("://")[2].partition("/")[0]:
            raise InvalidInput("keep the key out of the address: set COUNTERCLAIM_JUDGE_KEY", field="judge")
        return ChatEndpoint(model, url.rstrip("/"), key, seconds)

    def ask(self, messages: list[dict[str, str]], taken: Callable[[str], Any], until: float = math.inf) -> Any:
        """What `taken` makes of the answer's text; asked again, up to three times, where the server is busy or `taken`
        raises `ValueError`. Nothing is waited for beyond `until` (of `time.monotonic`). Raises `NoAnswer`."""
        why = ""
        for attempt in range(ATTEMPTS):
            wait = PAUSE_SECONDS * 2**attempt if attempt else 0.0
            if time.monotonic() + wait >= until:
                raise NoAnswer(why or "the time for this batch is over")
            if attempt:
                self.pause(wait)
            try:
                return taken(self._answer(messages, min(time.monotonic() + self.seconds, until)))
            except urllib.error.HTTPError as error:
                error.close()
                why = f"{error.code} {error.reason}"
                if error.code not in AGAIN:
                    raise NoAnswer(why, lasting=True) from error
            except (OSError, http.client.HTTPException, ValueError) as error:
                why = str(getattr(error, "reason", None) or error)
        raise NoAnswer(why)

    def _answer(self, messages: list[dict[str, str]], until: float) -> str:
        """The text of the first choice; raises `ValueError` where the reply has another shape, `TimeoutError` where it
        is not whole by `until`."""
        body = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "response_format": {"type": "json_object"},
        }
        headers = {"Content-Type": "application/json", "User-Agent": "counterclaim"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = urllib.request.Request(  # noqa: S310
            f"{self.url}/chat/completions", json.dumps(body).encode(), headers
        )
        left = max(0.01, until - time.monotonic())
        with urllib.request.urlopen(request, timeout=left) as reply:  # noqa: S310
            whole = json.loads(_read(reply, until))
        try:
            text = whole["choices"][0]["message"]["content"]
        except (KeyError, IndexError, TypeError) as error:
            raise ValueError("the reply holds no message") from error
        if not isinstance(text, str):
            raise ValueError("the reply's message is no text")
        return text


def _read(reply: http.client.HTTPResponse, until: float) -> bytes:
    """The reply's body, read piece by piece: a socket's timeout starts anew with every byte that comes."""
    body = b""
    while len(body) < LARGEST and (piece := reply.read1(PIECE)):
        body += piece
        if time.monotonic() > until:
            raise TimeoutError("timed out")
    return body
