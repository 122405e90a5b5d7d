"""Puts claims into the real tables by COPY, a database for each size, kept for the next run."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from random import Random

import psycopg

from benchmarks.retrieval_corpus import AN_ARTICLE, Own, Row, made_articles
from db.migrate import ensure_database, upgrade
from db.projections.claims import told_by, words_of
from services.domain.codec import encode_claim
from services.embedded import postgres
from services.embedded.postgres import PostgresServer

BUILDING = {"maintenance_work_mem": "2200MB", "max_parallel_maintenance_workers": "1", "synchronous_commit": "off"}
SERVER = {
    "shared_buffers": "3GB", "max_wal_size": "4GB", "max_wal_senders": "0", "wal_level": "minimal",
    "max_parallel_workers_per_gather": "0", "autovacuum": "off",
}
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
STORED_OF_OWN = 10
TERMS = """
    CREATE FUNCTION terms_of_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      NEW.terms := tsvector_to_array(to_tsvector('english', NEW.terms[1])); RETURN NEW;
    END $$;
    CREATE TRIGGER terms_of_told BEFORE INSERT ON projections.claims FOR EACH ROW EXECUTE FUNCTION terms_of_told();
"""
COPY = (
    "COPY projections.claims (id, position, ordinal, article_id, syndication, copy_of, speaker, party, text, words, "
    "said_at, published_at, learned_at, claim, vector, terms) FROM STDIN (FORMAT BINARY)"
)


def server(folder: Path) -> PostgresServer:
    """The server of the benchmark's databases."""
    return postgres.start(folder, options=SERVER, durable=False)


def prepared(at: PostgresServer, own: list[Own], count: int, last: int) -> str:
    """The URL of a database of `count` claims. The last `last` articles that came in are made ones; before them came
    six claims of each of our matters, of which ten lie among the rest."""
    name = f"claims_{count}"
    with psycopg.connect(at.url, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (f"{name}_done",)).fetchone()
        if not known:
            _fill(at.database_url(name), _articles(own, count, last))
            connection.execute(f"ALTER DATABASE {name} RENAME TO {name}_done")
    return at.database_url(f"{name}_done")


def _articles(own: list[Own], count: int, last: int) -> Iterator[list[Row]]:
    """In order of position: made ones with ours among them, then the last."""
    dice, made = Random(2), made_articles(own, count)
    early = -(-count // AN_ARTICLE) - last
    places = dict(zip(dice.sample(range(early), len(own)), own, strict=True))
    for n, rows in enumerate(islice(made, early)):
        yield rows
        if n in places:
            yield _rows(places[n], slice(STORED_OF_OWN))
    yield from (_rows(matter, slice(STORED_OF_OWN, None)) for matter in own)
    yield from made


def _rows(matter: Own, part: slice) -> list[Row]:
    return [Row(claim, vector) for claim, vector in zip(matter.claims[part], matter.vectors[part], strict=True)]


def _fill(url: str, articles: Iterable[list[Row]]) -> None:
    ensure_database(url)
    upgrade(url)
    with psycopg.connect(url, autocommit=True) as connection:
        for name, value in BUILDING.items():
            connection.execute(f"SET {name} = '{value}'")
        indexes = connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'projections' AND tablename = 'claims' "
            "AND indexname <> 'claims_pkey'"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX projections.{name}")
        connection.execute("ALTER TABLE projections.claim_terms DROP CONSTRAINT claim_terms_pkey")
        connection.execute(TERMS)
        with connection.cursor() as cursor, cursor.copy(COPY) as copy:
            for data in _binary(articles):
                copy.write(data)
        connection.execute("DROP TRIGGER terms_of_told ON projections.claims")
        connection.execute("""
            INSERT INTO projections.claim_terms
            SELECT unnest(terms), position, ordinal FROM projections.claims
        """)
        connection.execute("ALTER TABLE projections.claim_terms ADD PRIMARY KEY (term, position, ordinal)")
        for _, definition in sorted(indexes, key=lambda index: "hnsw" in index[1]):
            connection.execute(definition)
        connection.execute("VACUUM ANALYZE projections.claims")
        connection.execute("VACUUM ANALYZE projections.claim_terms")


def _binary(articles: Iterable[list[Row]]) -> Iterator[bytes]:
    yield b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
    for position, rows in enumerate(articles, 1):
        yield b"".join(_row(row, position, n) for n, row in enumerate(rows))
    yield struct.pack(">h", -1)


def _row(row: Row, position: int, ordinal: int) -> bytes:
    claim, a = row.claim, row.claim.attribution
    published = claim.published_at or EPOCH
    moment = struct.pack(">q", round((published - EPOCH).total_seconds() * 1_000_000))
    told = told_by(claim).replace("\0", "").encode()
    fields: list[bytes | None] = [
        _text(claim.id), struct.pack(">q", position), struct.pack(">h", ordinal), _text(claim.article_id),
        _text(claim.article_id), _text(row.copy_of), _text(a.speaker), _text(a.party), _text(claim.text),
        _text(words_of(claim)), _text(a.said_at), moment, moment, b"\1" + json.dumps(encode_claim(claim)).encode(),
        struct.pack(">hh", len(row.vector), 0) + row.vector.astype(">f2").tobytes(),
        struct.pack(">iiiiii", 1, 0, 25, 1, 1, len(told)) + told,
    ]
    sized = chain.from_iterable((struct.pack(">i", -1 if f is None else len(f)), f or b"") for f in fields)
    return struct.pack(">h", len(fields)) + b"".join(sized)


def _text(value: str | None) -> bytes | None:
    return None if value is None else value.encode()

