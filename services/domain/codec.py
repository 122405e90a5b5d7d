"""Events as JSON data and back: type names, schema versions, upcasters.

Old events are never rewritten: on reading, `UPCASTERS` bring their data up one schema version at a time.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, cast

from services.domain.claim import Claim
from services.domain.contradiction import Signal
from services.domain.events import (
    ArticleSubmitted,
    ArticleWithdrawn,
    ClaimsExtracted,
    ContradictionsFound,
    Event,
    MatterRenamed,
    MattersMerged,
    MatterSplit,
    VerdictRecorded,
)

Data = dict[str, Any]
Convert = Callable[[Any], Any]

TYPES: Mapping[str, Any] = {
    kind.__name__: kind
    for kind in (
        ArticleSubmitted, ClaimsExtracted, ContradictionsFound, VerdictRecorded, MattersMerged, MatterSplit,
        MatterRenamed, ArticleWithdrawn,
    )
}
SCHEMA_VERSIONS: Mapping[str, int] = {
    **dict.fromkeys(TYPES, 3), "ArticleSubmitted": 2, "ClaimsExtracted": 2, "ArticleWithdrawn": 1,
}
"""What a program must know to read an event: also where its words are kept, which changed for those that bear some."""


def _name_articles_of_findings(data: Data) -> Data:
    """Version 1 did not say whose words a finding tells; that the article compared is among them is known."""
    own = [data["article_id"]]
    return {**data, "findings": [{"articles": own, **finding} for finding in data["findings"]]}


def _name_articles_of_notes(data: Data) -> Data:
    return {"articles": [], **data}


def _kept_elsewhere(data: Data) -> Data:
    """The open part of the event stands beside its words and not in a column of its own; it says the same."""
    return data


_NOTED = ("VerdictRecorded", "MattersMerged", "MatterSplit", "MatterRenamed")
UPCASTERS: Mapping[tuple[str, int], Callable[[Data], Data]] = {
    ("ArticleSubmitted", 1): _kept_elsewhere,
    ("ClaimsExtracted", 1): _kept_elsewhere,
    ("ContradictionsFound", 1): _name_articles_of_findings,
    ("ContradictionsFound", 2): _kept_elsewhere,
    **{(name, 1): _name_articles_of_notes for name in _NOTED},
    **{(name, 2): _kept_elsewhere for name in _NOTED},
}
"""From (type, schema version) to what turns its data into that of the next version."""


class UnknownEvent(Exception):
    """An event type or schema version that this code does not know: newer code wrote it."""


def require_known(name: str, schema_version: int) -> None:
    """Raises `UnknownEvent` where newer code wrote the event, so that nobody tries to open what it can't understand."""
    if name not in TYPES or schema_version > SCHEMA_VERSIONS[name]:
        raise UnknownEvent(f"event {name} of schema version {schema_version} is unknown; upgrade this program")


def encode(event: Event) -> tuple[str, int, Data]:
    """Type name, schema version and JSON-ready data of `event`."""
    name = type(event).__name__
    return name, SCHEMA_VERSIONS[name], cast(Data, _encoder(TYPES[name])(event))


def decode(
    name: str, schema_version: int, data: Data,
    *, upcasters: Mapping[tuple[str, int], Callable[[Data], Data]] = UPCASTERS,
) -> Event:
    """The event that `data` holds, in its newest form. Raises `UnknownEvent`."""
    require_known(name, schema_version)
    while (name, schema_version) in upcasters:
        data, schema_version = upcasters[name, schema_version](data), schema_version + 1
    if schema_version != SCHEMA_VERSIONS[name]:
        raise UnknownEvent(f"event {name} of schema version {schema_version} has no upcaster to the next; add one")
    return cast(Event, _decoder(TYPES[name])(data))


def encode_claim(claim: Claim) -> Data:
    """JSON-ready data of `claim`."""
    return cast(Data, _encoder(cast(Any, Claim))(claim))


def decode_claim(data: Data) -> Claim:
    """The claim that `data` holds."""
    return cast(Claim, _decoder(cast(Any, Claim))(data))


def encode_signals(signals: tuple[Signal, ...]) -> list[Data]:
    """JSON-ready data of `signals`."""
    return [_encoder(cast(Any, Signal))(signal) for signal in signals]


def decode_signals(data: list[Data]) -> tuple[Signal, ...]:
    """The signals that `data` holds."""
    return tuple(_decoder(cast(Any, Signal))(item) for item in data)


def _same(value: Any) -> Any:
    return value


@cache
def _encoder(kind: Any) -> Convert:
    """What turns a value of type `kind` into JSON-ready data."""
    origin = typing.get_origin(kind)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        fields = [(f.name, _encoder(hints[f.name])) for f in dataclasses.fields(kind)]
        return lambda value: {name: convert(getattr(value, name)) for name, convert in fields}
    if origin in (typing.Union, types.UnionType):
        inner = _encoder(_optional(kind))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple_of(kind, _encoder, list)
    if kind is datetime:
        return lambda value: value.isoformat()
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return str
    return _same


@cache
def _decoder(kind: Any) -> Convert:
    """What turns JSON data into a value of type `kind`; fields absent from the data take their defaults."""
    origin = typing.get_origin(kind)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        fields = [(f.name, _decoder(hints[f.name])) for f in dataclasses.fields(kind)]
        make = cast(Callable[..., Any], kind)
        return lambda data: make(**{name: convert(data[name]) for name, convert in fields if name in data})
    if origin in (typing.Union, types.UnionType):
        inner = _decoder(_optional(kind))
        return lambda data: None if data is None else inner(data)
    if origin is tuple:
        return _tuple_of(kind, _decoder, tuple)
    if kind is datetime:
        return datetime.fromisoformat
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return _same


def _optional(kind: Any) -> Any:
    (inner,) = (option for option in typing.get_args(kind) if option is not type(None))
    return inner


def _tuple_of(kind: Any, convert: Callable[[Any], Convert], collect: Callable[[Any], Any]) -> Convert:
    arguments = typing.get_args(kind)
    inner = convert(arguments[0])
    return collect if inner is _same else lambda values: collect([inner(value) for value in values])
