"""A small TCP proxy before PostgreSQL: the address stays while the server behind it changes, and connections break."""

from __future__ import annotations

import random
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit


@dataclass
class Proxy:
    """Listens on the loopback address. `breaks` is how likely each chunk of bytes is to end its connection instead of
    being passed on; a server of None refuses everybody."""

    server: str | None
    breaks: float = 0.0
    seed: int = 5
    cut: int = 0
    passed: int = 0
    _listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    _links: set[socket.socket] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)

    def url(self, database: str) -> str:
        """The address of a database by way of this proxy."""
        return f"postgresql://postgres@127.0.0.1:{self._listener.getsockname()[1]}/{database}?sslmode=disable"

    def drop(self) -> None:
        """End every connection now."""
        with self._lock:
            links = list(self._links)
        for link in links:
            _close(link)

    def run(self) -> None:
        """Accept until closed."""
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def close(self) -> None:
        """Stop accepting, and end every connection."""
        _close(self._listener)
        self.drop()

    def _serve(self, client: socket.socket) -> None:
        try:
            upstream = connect(self.server)
        except (OSError, TypeError):
            _close(client)
            return
        pair = {client, upstream}
        with self._lock:
            self._links |= pair
        try:
            self._pump(client, upstream)
        except OSError:
            pass
        finally:
            for link in pair:
                _close(link)
            with self._lock:
                self._links -= pair

    def _pump(self, client: socket.socket, upstream: socket.socket) -> None:
        while True:
            for ready in select.select([client, upstream], [], [])[0]:
                if not (data := ready.recv(65536)):
                    return
                self.passed += 1
                if self._dice.random() < self.breaks:
                    self.cut += 1
                    return
                (upstream if ready is client else client).sendall(data)


def connect(url: str | None) -> socket.socket:
    """A connection to the server that `url` names, by its Unix socket or over TCP."""
    parts = urlsplit(url or "")
    options = parse_qs(parts.query)
    host, port = options.get("host", [parts.hostname or ""])[0], options.get("port", [str(parts.port or 5432)])[0]
    if host.startswith("/"):
        link = socket.socket(socket.AF_UNIX)
        try:
            link.connect(f"{host}/.s.PGSQL.{port}")
        except OSError:
            link.close()
            raise
        return link
    return socket.create_connection((host, int(port)), timeout=5)


def _close(link: socket.socket) -> None:
    with suppress(OSError):
        link.shutdown(socket.SHUT_RDWR)
    link.close()


@contextmanager
def proxy(server: str) -> Iterator[Proxy]:
    """A proxy before the server that the URL names."""
    made = Proxy(server)
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.close()
        thread.join(5)
