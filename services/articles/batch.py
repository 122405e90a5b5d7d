"""Many inputs in one go, with corrections tied to the articles they correct."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from services.articles import intake
from services.articles.assemble import Resolve
from services.articles.draft import Defaults
from services.articles.intake import NO_DEFAULTS, Intake, nothing_known
from services.articles.limits import DEFAULT, Limits
from services.articles.sources import Unreadable, walk


def read_all(
    targets: Iterable[str],
    *,
    stdin: BinaryIO,
    defaults: Defaults = NO_DEFAULTS,
    limits: Limits = DEFAULT,
    known: Resolve = nothing_known,
) -> Iterator[Intake]:
    """The articles and errors of every FILE, DIR, URL or "-", read as they are asked for. Raises nothing for bad input.

    "Corrects: PATH" is relative to the file it stands in and may name a file that comes later; a URL is looked for
    among the articles read so far and then asked of `known`, which gives an article's id or None.
    """
    by_url: dict[str, str] = {}
    for target in targets:
        for found in walk(target, stdin=stdin, limits=limits):
            if isinstance(found, Unreadable):
                yield Intake(found.name, "", error=found.error)
                continue
            resolve = _resolver(found.name, by_url, known, limits, defaults)
            for item in intake.read(
                found.data, name=found.name, media_type=found.media_type, limits=limits, resolve=resolve,
                defaults=_with_address(defaults, found.name),
            ):
                if item.article and item.article.url:
                    by_url[item.article.url] = item.article.id
                yield item


def _resolver(name: str, by_url: dict[str, str], known: Resolve, limits: Limits, defaults: Defaults) -> Resolve:
    def resolve(reference: str) -> str | None:
        # What came over the web may not point into this machine's files.
        beside = None if "://" in name else _id_of_file(Path(name).parent / reference, limits, defaults)
        return by_url.get(reference) or beside or known(reference)

    return resolve


def _id_of_file(path: Path, limits: Limits, defaults: Defaults) -> str | None:
    """The id that the one article in a file has or will have; it depends on nothing but text and outlet, which may be
    that of the defaults."""
    try:
        if not path.is_file() or path.stat().st_size > limits.bytes:
            return None
        data = path.read_bytes()
    except (OSError, ValueError):
        return None
    items = intake.read(
        data, name=str(path), limits=limits, defaults=defaults, resolve=lambda reference: "elsewhere"
    )
    return items[0].article.id if len(items) == 1 and items[0].article else None


def _with_address(defaults: Defaults, name: str) -> Defaults:
    if defaults.url or "://" not in name:
        return defaults
    return Defaults(defaults.title, defaults.outlet, name, defaults.published_at, defaults.corrects)
