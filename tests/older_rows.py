"""Rewrites the log's rows as earlier versions of the program stored them."""

from __future__ import annotations

import json
import struct

from sqlalchemy import Engine, text

from db.event_log import SqlEventLog
from db.sealing import frames
from services.domain.codec import encode

_WHOLE = text("UPDATE events SET sealed = NULL, schema_version = 1, data = CAST(:data AS jsonb) WHERE position = :p")
_APART = text(
    "UPDATE events SET sealed = :sealed, data = CAST(:data AS jsonb), schema_version = schema_version - 1"
    " WHERE position = :p"
)


def store_unsealed(engine: Engine) -> None:
    """As the first version wrote them: words and all in one column, without the articles that they tell of."""
    with engine.begin() as connection:
        for event in SqlEventLog(connection).read(0):
            _, _, data = encode(event.event)
            for finding in data.get("findings", []):
                del finding["articles"], finding["withdrawn"]
            if event.type in ("VerdictRecorded", "MattersMerged", "MatterSplit", "MatterRenamed"):
                del data["articles"]
            connection.execute(_WHOLE, {"data": json.dumps(data), "p": event.position})
        connection.execute(text("DELETE FROM article_keys"))


def store_open_part_apart(engine: Engine) -> None:
    """As the second version wrote them: the open part in a column, in the other nothing but sealed parts."""
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT position, sealed FROM events WHERE sealed IS NOT NULL")).all()
        for row in rows:
            rest, blobs = frames(row.sealed)
            assert rest is not None
            sealed = b"".join(struct.pack(">I", len(blob)) + blob for blob in blobs)
            connection.execute(_APART, {"sealed": sealed, "data": rest.decode(), "p": row.position})
