"""Events to rows of the log and back.

The newest schema goes straight between JSON and the event's own type by msgspec; older ones and those whose words are
gone go through data, as `services.domain.codec` defines it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import msgspec

from db.sealing import Data, Keys, frames, from_json, to_json, unseal, whole_json
from db.tables import events
from services.domain import codec, words
from services.domain.events import Event, RecordedEvent

Laid = tuple[str, int, Data, list[words.Part]]
"""Type, schema version, the open part, the parts that bear words."""

Stored = Sequence[Any]
"""A row of the log: the columns of the table of events in their order, and whatever may stand behind them."""
COLUMNS = len(events.columns)

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


def recorded(row: Stored, keys: Keys) -> RecordedEvent:
    """The event that a row of the log holds, opened with `keys`. Raises `UnknownEvent`, and `KeyError`, `TypeError` or
    `ValueError` where the row was damaged."""
    position, id_, stream, version, name, schema, data, sealed, correlation, causation, producer, at = row[:COLUMNS]
    gone = False
    if codec.SCHEMA_VERSIONS.get(name) != schema:
        codec.require_known(name, schema)
        event, gone = _by_data(id_, name, schema, data, sealed, keys)
    elif sealed is None and isinstance(data, str) and '"withdrawn"' not in data:
        event = _DECODE[name](data)
    elif sealed is None or (said := whole_json(id_, stream, sealed, OF_ONE_ARTICLE.get(name), keys)) is None:
        event, gone = _by_data(id_, name, schema, data, sealed, keys)
    else:
        event = _DECODE[name](said)
    return RecordedEvent(
        id_, stream, version, position, name, schema, event, correlation, causation, producer, at, gone
    )


def _by_data(
    event_id: str, name: str, schema: int, data: Data | str, sealed: bytes | None, keys: Keys
) -> tuple[Event, bool]:
    """Any event, of whatever form and schema version, and whether words are missing."""
    rest, blobs = frames(sealed) if sealed is not None else (None, [])
    whole, gone = from_json(rest) if rest is not None else _as_data(data), False
    if sealed is not None:
        whole, gone = unseal(event_id, name, whole, blobs, keys)
    event = cast(Event, msgspec.convert(whole, codec.TYPES[name])) if codec.SCHEMA_VERSIONS[name] == schema else (
        codec.decode(name, schema, whole)
    )
    return event, gone or bool(whole.get("withdrawn"))


def _as_data(data: Data | str) -> Data:
    return cast(Data, from_json(data)) if isinstance(data, str) else data


_DECODE: dict[str, Callable[[bytes | str], Event]] = {
    name: msgspec.json.Decoder(kind).decode for name, kind in codec.TYPES.items()
}
