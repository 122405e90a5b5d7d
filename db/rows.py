"""Events to rows of the log and back.

The newest schema goes straight between JSON and the event's own type by msgspec; older ones and those whose words are
gone go through data, as `services.domain.codec` defines it.
"""

from __future__ import annotations

from functools import cache
from typing import Any, cast

import msgspec
from sqlalchemy import Row

from db.sealing import Data, Keys, frames, from_json, opened, to_json, unseal
from services.domain import codec, words
from services.domain.events import Event, RecordedEvent

Laid = tuple[str, int, Data, list[words.Part]]
"""Type, schema version, the open part, the parts that bear words."""

OF_ONE_ARTICLE = {"ArticleSubmitted": b"}}", "ClaimsExtracted": b"}"}
"""Events whose words are all one article's, that of their stream, and how the open part ends: before the end the words
are put back in."""


def laid_out(event: Event) -> Laid:
    """What of an event is stored openly and what is sealed."""
    name = type(event).__name__
    return (name, codec.SCHEMA_VERSIONS[name], *words.split(name, msgspec.to_builtins(event)))


def open_data(name: str, rest: Data, *, sealed: bool) -> str:
    """The column `data`: the whole event where nothing of it is sealed, else what statements ask for of its kind."""
    if not sealed:
        return to_json(rest).decode()
    return f'{{"count": {rest["count"]}}}' if name == "ClaimsExtracted" else "{}"


def owners(name: str, data: Data | str, sealed: bytes | None) -> list[str]:
    """The articles whose keys open the words of a row; none where the row was damaged."""
    if sealed is None:
        return []
    try:
        rest, _ = frames(sealed)
        given = from_json(rest) if rest is not None else _as_data(data)
        return [article for part in words.articles_of(name, given) for article in part]
    except (KeyError, TypeError, ValueError):
        return []


def recorded(row: Row[Any], keys: Keys) -> RecordedEvent:
    """The event that a row of the log holds, opened with `keys`. Raises `UnknownEvent`, and `KeyError`, `TypeError` or
    `ValueError` where the row was damaged."""
    name, schema, data, sealed = row.type, row.schema_version, row.data, row.sealed
    codec.require_known(name, schema)
    if sealed is None:
        event, gone = _plain(name, schema, data)
    else:
        event, gone = _unsealed(row.id, row.stream, name, schema, data, sealed, keys)
    return RecordedEvent(
        row.id, row.stream, row.version, row.position, name, schema, event, row.correlation_id, row.causation_id,
        row.producer, row.recorded_at, gone,
    )


def _plain(name: str, schema: int, data: Data | str) -> tuple[Event, bool]:
    if isinstance(data, str) and codec.SCHEMA_VERSIONS[name] == schema and '"withdrawn"' not in data:
        return _decoder(codec.TYPES[name]).decode(data), False
    whole = _as_data(data)
    return _typed(name, schema, whole), bool(whole.get("withdrawn"))


def _unsealed(
    event_id: str, stream: str, name: str, schema: int, data: Data | str, sealed: bytes, keys: Keys
) -> tuple[Event, bool]:
    rest, blobs = frames(sealed)
    end = OF_ONE_ARTICLE.get(name)
    if rest is not None and end and blobs and codec.SCHEMA_VERSIONS[name] == schema:
        said = opened(event_id, 0, blobs[0], (stream,), keys)
        if said is not None:
            return _decoder(codec.TYPES[name]).decode(b"".join((rest[: -len(end)], b",", said[1:-1], end))), False
    given = from_json(rest) if rest is not None else _as_data(data)
    whole, gone = unseal(event_id, name, given, blobs, keys)
    return _typed(name, schema, whole), gone or bool(whole.get("withdrawn"))


def _typed(name: str, schema: int, data: Data) -> Event:
    if codec.SCHEMA_VERSIONS[name] == schema:
        return cast(Event, msgspec.convert(data, codec.TYPES[name]))
    return codec.decode(name, schema, data)


def _as_data(data: Data | str) -> Data:
    return cast(Data, from_json(data)) if isinstance(data, str) else data


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Event]:
    return msgspec.json.Decoder(kind)
