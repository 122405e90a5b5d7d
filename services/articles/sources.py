"""Where input lies: a file, a folder, an address on the web, or standard input."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from services.articles import download
from services.articles.detect import BY_SUFFIX
from services.articles.limits import DEFAULT, Limits
from services.domain.errors import CounterclaimError, InvalidInput


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes found under a name, with the media type that a server declared."""

    name: str
    data: bytes
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A name under which there was nothing to read, and why."""

    name: str
    error: CounterclaimError


def walk(target: str, *, stdin: BinaryIO, limits: Limits = DEFAULT) -> Iterator[Document | Unreadable]:
    """What FILE, DIR, URL or "-" holds. A folder is walked to the bottom in the order of names, hidden files left out;
    a file whose suffix is none of intake's, a folder that may not be read and a link to a folder (which might lead
    back) are reported, not skipped in silence. Raises nothing for bad input."""
    if target == "-":
        yield Document("-", stdin.read(limits.bytes + 1))
    elif "://" in target:
        yield _fetched(target, limits)
    elif Path(target).is_dir():
        for found in _files(Path(target)):
            yield found if isinstance(found, Unreadable) else _file(found, limits, by_suffix=True)
    else:
        yield _file(Path(target), limits, by_suffix=False)


def _files(folder: Path) -> Iterator[Path | Unreadable]:
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        yield from (_closed(error) for error in closed)
        closed.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))
        for path in (Path(parent, name) for name in folders):
            if path.is_symlink():
                message = "The folder is a link, and such links are not followed. Give it by itself to have it read."
                yield Unreadable(str(path), InvalidInput(message))
    yield from (_closed(error) for error in closed)


def _closed(error: OSError) -> Unreadable:
    reason = (error.strerror or str(error)).lower()
    message = f"The folder can't be read: {reason}. Make it readable or leave it out."
    return Unreadable(str(error.filename), InvalidInput(message))


def _file(path: Path, limits: Limits, *, by_suffix: bool) -> Document | Unreadable:
    if by_suffix and path.suffix.lower() not in BY_SUFFIX:
        known = ", ".join(sorted(BY_SUFFIX))
        message = f"Files in a folder need one of the suffixes {known}. Rename it or leave it out."
        return Unreadable(str(path), InvalidInput(message))
    try:
        with path.open("rb") as file:
            return Document(str(path), file.read(limits.bytes + 1))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"The file can't be read: {reason}. Give a file, a folder, a URL or - for standard input."
        return Unreadable(str(path), InvalidInput(message))


def _fetched(url: str, limits: Limits) -> Document | Unreadable:
    try:
        data, media_type = download.fetch(url, limits)
    except CounterclaimError as error:
        return Unreadable(url, error)
    return Document(url, data, media_type)
