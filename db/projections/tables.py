"""Tables of the read side, in a schema of their own that a rebuild replaces as a whole.

A row carries the position it came in with (`position`) and the one at which it stopped to hold (`superseded`), so that
a report as of a position is a plain WHERE.
"""

from __future__ import annotations

from typing import Any

from pgvector.sqlalchemy import HALFVEC
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Float,
    FromClause,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from db.tables import Moment

SCHEMA = "projections"
DIMENSIONS = 384
metadata = MetaData(schema=SCHEMA)

checkpoint = Table(
    "checkpoint", metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
)

articles = Table(
    "articles", metadata,
    Column("id", Text, primary_key=True),
    Column("position", BigInteger, nullable=False, unique=True),
    Column("title", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("language", Text, nullable=False),
    Column("published_at", Moment),
    Column("learned_at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    Column("minhash", ARRAY(BigInteger), nullable=False),
    Column("syndication", Text, nullable=False),
    Column("syndicated_from", Text),
    Column("corrects", Text),
    Column("corrected_by", Text),
    Column("superseded", BigInteger),
    Column("extracted", BigInteger),
    Column("compared", BigInteger),
    Column("claims", Integer, nullable=False, server_default="0"),
    Column("place", Text),
    Column("withdrawn", BigInteger),
    Column("withdrawn_at", Moment),
    Column("withdrawn_reason", Text),
    Column("withdrawn_by", Text),
    Index("articles_place", "place", "position", postgresql_where=text("place IS NOT NULL")),
    Index("articles_url_outlet", "url", "outlet", "position", postgresql_where=text("url IS NOT NULL")),
    Index("articles_syndication", "syndication"),
)

bands = Table(
    "bands", metadata,
    Column("key", BigInteger, nullable=False),
    Column("article_id", Text, nullable=False),
    PrimaryKeyConstraint("key", "article_id"),
)

claims = Table(
    "claims", metadata,
    Column("id", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("superseded", BigInteger),
    Column("ordinal", SmallInteger, nullable=False),
    Column("article_id", Text, nullable=False),
    Column("syndication", Text, nullable=False),
    Column("copy_of", Text),
    Column("speaker", Text),
    Column("party", Text),
    Column("text", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("said_at", Text),
    Column("published_at", Moment),
    Column("learned_at", Moment, nullable=False),
    Column("claim", JSONB, nullable=False),
    Column("vector", HALFVEC(DIMENSIONS)),
    Column("terms", ARRAY(Text), nullable=False, server_default="{}"),
    PrimaryKeyConstraint("id", "position"),
    Index("claims_article", "article_id"),
    Index("claims_words", "syndication", "words"),
    Index("claims_copy_of", "copy_of", postgresql_where=text("copy_of IS NOT NULL")),
    Index("claims_party", text("lower(party)"), "position"),
    Index("claims_speaker", text("lower(speaker)"), "position"),
    Index("claims_order", "position", "ordinal"),
    Index(
        "claims_vector", "vector", postgresql_using="hnsw", postgresql_ops={"vector": "halfvec_cosine_ops"},
        postgresql_where=text("superseded IS NULL AND copy_of IS NULL"),
    ),
)

affiliations = Table(
    "affiliations", metadata,
    Column("article_id", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("superseded", BigInteger),
    Column("speaker", Text, nullable=False),
    Column("surname", Text, nullable=False),
    Column("party", Text, nullable=False),
    Column("party_kind", Text),
    Column("words", Text, nullable=False),
    Column("read_on", Text, nullable=False),
    PrimaryKeyConstraint("article_id", "position", "speaker", "party"),
    Index("affiliations_surname", "surname", "read_on"),
)

claim_terms = Table(
    "claim_terms", metadata,
    Column("term", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("ordinal", SmallInteger, nullable=False),
    PrimaryKeyConstraint("term", "position", "ordinal"),
)
"""Which claims have which of their `terms`: of each term the latest are found without a look at the others."""

findings = Table(
    "findings", metadata,
    Column("id", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("superseded", BigInteger),
    Column("article_id", Text, nullable=False),
    Column("a", Text, nullable=False),
    Column("b", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("kind", Text),
    Column("score", Float, nullable=False),
    Column("summary", Text, nullable=False),
    Column("signals", JSONB, nullable=False),
    Column("judge", Text, nullable=False),
    Column("found_at", Moment, nullable=False),
    PrimaryKeyConstraint("id", "position"),
    Index("findings_a", "a"),
    Index("findings_b", "b"),
    Index("findings_article", "article_id"),
    Index("findings_order", "position", "id"),
)

verdicts = Table(
    "verdicts", metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("finding_id", Text, nullable=False),
    Column("judgement", Text, nullable=False),
    Column("note", Text),
    Column("analyst", Text),
    Column("recorded_at", Moment, nullable=False),
    Index("verdicts_finding", "finding_id", "position"),
)

matters = Table(
    "matters", metadata,
    Column("id", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("settled", Boolean, nullable=False),
    Column("superseded", BigInteger),
    Column("merged_into", Text),
    Index("matters_order", "position", "ordinal", unique=True),
)

matter_titles = Table(
    "matter_titles", metadata,
    Column("matter_id", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("superseded", BigInteger),
    Column("title", Text),
    Column("naming", SmallInteger, nullable=False),
    Column("claims", ARRAY(Text), nullable=False, server_default="{}"),
    PrimaryKeyConstraint("matter_id", "position"),
)

matter_claims = Table(
    "matter_claims", metadata,
    Column("claim_id", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("superseded", BigInteger),
    Column("matter_id", Text, nullable=False),
    PrimaryKeyConstraint("claim_id", "position", "matter_id"),
    Index("matter_claims_matter", "matter_id"),
)

REBUILT: tuple[Table, ...] = tuple(metadata.sorted_tables)
"""Every table that a rebuild fills anew and `db check` compares."""


def held_at(table: FromClause, position: int | None) -> Any:
    """The condition that a row of `table` held as of `position` (None: now)."""
    if position is None:
        return table.c.superseded.is_(None)
    return (table.c.position <= position) & (table.c.superseded.is_(None) | (table.c.superseded > position))
