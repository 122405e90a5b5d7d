"""Files, folders, standard input, web addresses, and batches of them."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from services.articles.batch import read_all
from services.articles.download import _quoted
from services.articles.draft import Defaults
from services.articles.intake import Intake
from services.articles.limits import Limits
from services.domain.errors import ArticleTooLong, BinaryInput, InvalidInput, ServiceUnavailable

STORY = "NATO said on Monday that it would go on. Russia called for a ceasefire."


def read(*targets: object, stdin: bytes = b"", limits: Limits | None = None) -> list[Intake]:
    return list(read_all(map(str, targets), stdin=io.BytesIO(stdin), limits=limits or Limits(fetch_seconds=2)))


def test_a_folder_is_read_to_the_bottom_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", ".git/config.txt", ".hidden.txt", "b/1.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Outlet: {name}\n\n{STORY}")
    assert [item.article.outlet for item in read(tmp_path) if item.article] == ["a.txt", "b/1.txt", "b/2.txt"]


def test_one_bad_file_of_each_sort_leaves_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "c.docx").write_bytes(b"PK")
    (tmp_path / "d.json").write_text("{")
    (tmp_path / "e.txt").write_text(STORY.replace("NATO", "Paris"))
    found = read(tmp_path)
    assert [item.error is None for item in found] == [True, False, False, False, True]
    assert isinstance(found[1].error, BinaryInput)
    assert found[2].error is not None
    assert ".txt" in found[2].error.message


def test_a_linked_folder_is_reported_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(STORY)
    (tmp_path / "in" / "back").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "linked.txt").symlink_to(tmp_path / "in" / "a.txt")
    first, second, link = read(tmp_path / "in")
    assert first.article is not None
    assert second.article is not None
    assert link.name == str(tmp_path / "in" / "back")
    assert isinstance(link.error, InvalidInput)
    assert "link" in link.error.message


def test_a_folder_that_may_not_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text(f"Outlet: {name}\n\n{STORY}")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name in ("b", "c"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    first, *closed = read(tmp_path)
    assert first.article is not None
    assert [item.name for item in closed] == [str(tmp_path / "b"), str(tmp_path / "c")]
    assert all(item.error and "permission denied" in item.error.message for item in closed)


def test_a_missing_file_is_an_error_that_says_what_can_be_given(tmp_path: Path) -> None:
    [item] = read(tmp_path / "absent.txt")
    assert isinstance(item.error, InvalidInput)
    assert "no such file" in item.error.message


def test_standard_input_is_one_of_the_inputs() -> None:
    [item] = read("-", stdin=STORY.encode())
    assert item.article is not None
    assert item.name == "-"


def test_a_correction_finds_the_earlier_file_by_path_in_either_order(tmp_path: Path) -> None:
    (tmp_path / "z-first.txt").write_text(f"Outlet: Wire\n\n{STORY}")
    (tmp_path / "a-second.txt").write_text(f"Outlet: Wire\nCorrects: z-first.txt\n\n{STORY} Five died.")
    second, first = read(tmp_path)
    assert second.article is not None
    assert first.article is not None
    assert second.article.corrects == first.article.id


def test_a_correction_finds_the_earlier_file_where_both_take_the_outlet_from_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(STORY)
    (tmp_path / "2.txt").write_text(f"Corrects: 1.txt\n\n{STORY} Five died.")
    first, second = read_all([str(tmp_path)], stdin=io.BytesIO(), defaults=Defaults(outlet="Wire"))
    assert first.article is not None
    assert second.article is not None
    assert second.article.corrects == first.article.id


def test_a_correction_finds_the_earlier_article_by_url(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(f"URL: https://a.example/1\n\n{STORY}")
    (tmp_path / "2.txt").write_text(f"Corrects: https://a.example/1\n\n{STORY} Five died.")
    first, second = read(tmp_path)
    assert first.article is not None
    assert second.article is not None
    assert second.article.corrects == first.article.id


gone = threading.Event()


class Pages(BaseHTTPRequestHandler):
    """Addresses of a story, a redirect to a local file, a story cut short, one without an end, and nothing."""

    def do_GET(self) -> None:
        if self.path in ("/short", "/endless"):
            self.badly()
            return
        if self.path in ("/caf%C3%A9%20noir?q=%C3%A9", "/in%20pieces"):
            self.path = "/story"
        status, headers = {"/story": (200, {}), "/away": (302, {"Location": "file:///etc/hostname"})}.get(
            self.path, (404, {})
        )
        self.send_response(status)
        for name, value in {"Content-Type": "text/plain", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(STORY.encode())

    def badly(self) -> None:
        """Send less than announced, or a word again and again until nobody listens."""
        self.send_response(200)
        if self.path == "/short":
            self.send_header("Content-Length", str(len(STORY) + 1))
        self.end_headers()
        self.wfile.write(STORY.encode())
        while self.path == "/endless" and not gone.wait(0.02):
            try:
                self.wfile.write(b"word ")
            except OSError:
                return

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        gone.clear()
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        gone.set()
        server.shutdown()
        thread.join()


def test_a_web_address_gives_its_article_and_its_url(site: str) -> None:
    [item] = read(f"{site}/story")
    assert item.article is not None
    assert item.article.url == f"{site}/story"


def test_a_web_address_that_says_no_is_a_readable_error(site: str) -> None:
    [absent, redirected] = read(f"{site}/absent", f"{site}/away")
    assert absent.error is not None
    assert "404" in absent.error.message
    assert redirected.error is not None


def test_a_download_that_breaks_off_is_no_article(site: str) -> None:
    [item] = read(f"{site}/short")
    assert isinstance(item.error, ServiceUnavailable)
    assert "1 more" in item.error.message


def test_a_download_without_an_end_is_left(site: str) -> None:
    [item] = read(f"{site}/endless", limits=Limits(fetch_seconds=0.3))
    assert isinstance(item.error, ServiceUnavailable)
    assert "0.3 seconds" in item.error.message


def test_an_address_may_be_written_with_blanks_and_accents(site: str) -> None:
    accents, blank = read(f"{site}/café noir?q=é", f"{site}/in pieces")
    assert accents.article is not None
    assert accents.article.url == f"{site}/café noir?q=é"
    assert blank.article is not None


def test_a_host_is_asked_for_in_idna_and_what_is_no_host_is_refused() -> None:
    assert _quoted("http://ada@müller.example:81/x y#z") == "http://ada@xn--mller-kva.example:81/x%20y"
    assert _quoted("http://[::1]:8080/a%20b?c=d&e") == "http://[::1]:8080/a%20b?c=d&e"
    [item] = read("http://[")
    assert isinstance(item.error, InvalidInput)


def test_a_download_stops_at_the_limit(site: str) -> None:
    [item] = read(f"{site}/story", limits=Limits(bytes=20))
    assert isinstance(item.error, ArticleTooLong)


def test_only_web_addresses_are_fetched_and_an_absent_server_is_named() -> None:
    local, ftp, nobody = read("file:///etc/hostname", "ftp://a.example/x", "http://127.0.0.1:9/x")
    assert isinstance(local.error, InvalidInput)
    assert isinstance(ftp.error, InvalidInput)
    assert isinstance(nobody.error, ServiceUnavailable)
