"""JSON lines: bad ones are reported by number and skipped, good ones come through as they arrive."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from services.cli.lines import Rejected, objects, opened
from services.domain.errors import InvalidInput


def parse(line: dict[str, Any]) -> str:
    if not isinstance(line.get("text"), str):
        raise InvalidInput("a string is needed", field="text")
    return str(line["text"])


def read(content: str, batch: int = 4) -> tuple[list[str], Rejected]:
    rejected = Rejected("input")
    return [t for group in objects(io.StringIO(content), parse, rejected, batch=batch) for t in group], rejected


def test_bad_lines_are_reported_by_number_and_the_rest_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    texts, rejected = read('{"text": "a"}\nnot json\n\n{"text": 3}\n[1]\n{"text": "b"}\n')
    assert texts == ["a", "b"]
    assert rejected.count == 3
    told = capsys.readouterr().err.splitlines()
    assert [line.split(":")[1].strip() for line in told] == ["input, line 2", "input, line 4", "input, line 5"]
    assert "text" in told[1]
    assert "list" in told[2]


def test_deeply_nested_json_is_a_bad_line_not_a_crash() -> None:
    texts, rejected = read("[" * 200_000 + "\n" + '{"text": "a"}\n')
    assert (texts, rejected.count) == (["a"], 1)


def test_a_number_too_long_to_be_read_is_a_bad_line_not_a_crash() -> None:
    texts, rejected = read('{"text": "a", "n": ' + "9" * 5000 + '}\n{"text": "b"}\n')
    assert (texts, rejected.count) == (["b"], 1)


def test_every_line_comes_through_whatever_the_batch() -> None:
    lines = "".join(f'{{"text": "{n}"}}\n' for n in range(50))
    for batch in (1, 7, 50, 64):
        assert read(lines, batch)[0] == [str(n) for n in range(50)]


def test_a_line_is_answered_before_the_next_one_is_written() -> None:
    reader, writer = os.pipe()
    with os.fdopen(reader, encoding="utf-8") as stream, os.fdopen(writer, "w", encoding="utf-8") as pipe:
        groups = objects(stream, parse, Rejected("pipe"), batch=16)
        pipe.write('{"text": "first"}\n')
        pipe.flush()
        got: list[list[str]] = []
        waiting = threading.Thread(target=lambda: got.append(next(groups)), daemon=True)
        waiting.start()
        waiting.join(10)
        assert got == [["first"]]
        pipe.close()


def test_a_byte_order_mark_does_not_cost_the_first_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marked = b'\xef\xbb\xbf{"text": "a"}\n{"text": "b"}\n'
    (tmp_path / "x.jsonl").write_bytes(marked)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(marked)))
    for place in (str(tmp_path / "x.jsonl"), "-"):
        with opened(place) as stream:
            rejected = Rejected(place)
            assert [t for group in objects(stream, parse, rejected, batch=4) for t in group] == ["a", "b"]
            assert rejected.count == 0


def test_a_missing_file_says_which() -> None:
    with pytest.raises(InvalidInput, match=r"cannot read nowhere\.jsonl"):
        opened("nowhere.jsonl")
