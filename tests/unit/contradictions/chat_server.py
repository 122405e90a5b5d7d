"""A chat endpoint of a few lines on this machine: it answers what a test tells it to and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answering = Callable[[dict[str, Any]], tuple[int, Any]]
"""From the two claims of a question to a status and the text of the answer, or an object that is the whole reply."""


class ChatServer:
    """Serves /v1/chat/completions until closed; `asked` holds (claims, headers) of each question."""

    def __init__(self, answering: Answering) -> None:
        self.asked: list[tuple[dict[str, Any], dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                claims = json.loads(body["messages"][-1]["content"])
                outer.asked.append((claims, dict(self.headers)))
                status, answer = answering(claims)
                reply = answer if isinstance(answer, dict) else {"choices": [{"message": {"content": answer}}]}
                data = json.dumps(reply).encode()
                with suppress(ConnectionError):
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                return None

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
