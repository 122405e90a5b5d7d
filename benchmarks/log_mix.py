"""Events of the usual mix: the log that the sample articles leave, over and over under ids of its own.

Read and judged once by the shipped models, so lengths and counts are those of real events. Words are the same each
time, which costs nothing less: each article is sealed under a key of its own.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from pathlib import Path

import msgspec

from benchmarks.in_process import appended, in_process, processed
from benchmarks.seeds_reading import expectations, seeds_of
from db.event_log import SqlEventLog
from services.bootstrap import now
from services.domain import codec
from services.domain.events import ArticleSubmitted, NewEvent, RecordedEvent
from services.domain.identity import event_id

SEEDS = Path(__file__).parents[1] / "seeds"
_ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DECODERS = {name: msgspec.json.Decoder(kind) for name, kind in codec.TYPES.items()}
Line = tuple[str, bytes]
"""An event's type, and as JSON its id, stream, correlation, causation and the event itself."""


def sample_log() -> list[RecordedEvent]:
    """What the log holds once the sample articles are processed, in the order of their publication."""
    with in_process("mix") as system:
        for seed in seeds_of(SEEDS, expectations(SEEDS)):
            number = event_id(int(now().timestamp() * 1000))
            event = ArticleSubmitted(seed.article)
            (cause,) = appended(system, [NewEvent(number, seed.article.id, event, number, None, "benchmark")])
            processed(system, cause)
        with system.engine.connect() as connection:
            return SqlEventLog(connection).read(0, 100_000)


def lines_of(log: Sequence[RecordedEvent]) -> list[Line]:
    """The log in the form that `generation` renames."""
    return [
        (e.type, msgspec.json.encode((e.id, e.stream, e.correlation_id, e.causation_id, e.producer, e.event)))
        for e in log
    ]


def generation(lines: Sequence[Line], number: int) -> list[NewEvent]:
    """The same events under other ids, those of one generation hanging together as they did."""
    known: dict[bytes, bytes] = {}
    space = uuid.uuid5(uuid.NAMESPACE_OID, str(number))

    def renamed(found: re.Match[bytes]) -> bytes:
        old = found.group()
        if old not in known:
            known[old] = str(uuid.uuid5(space, old.decode())).encode()
        return known[old]

    return [_new(kind, _ID.sub(renamed, line)) for kind, line in lines]


def _new(kind: str, line: bytes) -> NewEvent:
    id_, stream, correlation, causation, producer, event = msgspec.json.decode(
        line, type=tuple[str, str, str, str | None, str, msgspec.Raw]
    )
    return NewEvent(id_, stream, _DECODERS[kind].decode(event), correlation, causation, producer)


def kept(file: Path | None) -> list[Line]:
    """The sample log's lines from `file`, made and written there where it is missing."""
    if file and file.exists():
        return msgspec.json.decode(file.read_bytes(), type=list[Line])
    lines = lines_of(sample_log())
    if file:
        file.write_bytes(msgspec.json.encode(lines))
    return lines
