"""Reads JSON lines as they arrive, in batches, and reports bad lines by number."""

from __future__ import annotations

import json
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO, TypeVar

from services.domain.errors import CounterclaimError, InvalidInput, MalformedInput

T = TypeVar("T")
_END = (0, None)


class Rejected:
    """Counts the lines that were skipped and tells each on standard error."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0

    def __call__(self, number: int, error: CounterclaimError) -> None:
        self.count += 1
        field = f"{error.field}: " if error.field and error.field not in error.message else ""
        sys.stderr.write(f"counterclaim: {self.name}, line {number}: {field}{error.message}; line skipped\n")
        sys.stderr.flush()


def opened(place: str) -> TextIO:
    """The named file, or standard input for "-", as UTF-8, with or without a byte order mark, whose bad
    bytes are kept as marks. Raises `InvalidInput`."""
    if place == "-":
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # type: ignore[union-attr]
        return sys.stdin
    try:
        return Path(place).open(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise InvalidInput(f"cannot read {place}: {error.strerror}; give a file or - for standard input") from error


def objects(
    stream: TextIO, parse: Callable[[dict[str, Any]], T], rejected: Rejected, *, batch: int
) -> Iterator[list[T]]:
    """Batches of parsed lines: what has arrived, at most `batch`, never waiting to fill one up."""
    lines: queue.Queue[tuple[int, str | None]] = queue.Queue(maxsize=batch * 4)

    def pump() -> None:
        for number, line in enumerate(stream, 1):
            if line.strip():
                lines.put((number, line))
        lines.put(_END)

    threading.Thread(target=pump, daemon=True).start()
    at_end = False
    while not at_end:
        taken: list[T] = []
        number, line = lines.get()
        while line is not None:
            try:
                taken.append(parse(_object(line)))
            except CounterclaimError as error:
                rejected(number, error)
            if len(taken) >= batch or lines.empty():
                break
            number, line = lines.get()
        at_end = line is None
        if taken:
            yield taken


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise MalformedInput(
            f"not JSON ({error.msg} at column {error.colno}); one JSON object a line is expected"
        ) from error
    except ValueError as error:
        raise MalformedInput("JSON with a number too long to be read; one JSON object a line is expected") from error
    except RecursionError as error:
        raise MalformedInput("JSON nested too deeply; one flat JSON object a line is expected") from error
    if not isinstance(value, dict):
        raise MalformedInput(f"one JSON object a line is expected, not {type(value).__name__}")
    return value
