"""The log, its delivery and the read side.

Nothing here locks a table that is in use: all of it is new.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PARTITION = 1_000_000
FIRST_PARTITIONS = 4

WRITE_SIDE = """
CREATE SEQUENCE event_position;

CREATE TABLE cursors (
    subscriber TEXT NOT NULL, position BIGINT NOT NULL, PRIMARY KEY (subscriber)
);

CREATE TABLE event_keys (
    stream TEXT NOT NULL, version INTEGER NOT NULL, event_id UUID NOT NULL, position BIGINT NOT NULL,
    PRIMARY KEY (stream, version), CONSTRAINT event_keys_event_id_stream_key UNIQUE (event_id, stream)
);

CREATE TABLE events (
    position BIGINT NOT NULL, id UUID NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL,
    type TEXT NOT NULL, schema_version SMALLINT NOT NULL, data JSONB NOT NULL, correlation_id TEXT NOT NULL,
    causation_id UUID, producer TEXT NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL, PRIMARY KEY (position)
)
 PARTITION BY RANGE (position);

CREATE TABLE jobs (
    id UUID NOT NULL, consumer TEXT NOT NULL, event_id UUID NOT NULL, position BIGINT NOT NULL,
    article_id TEXT NOT NULL, state TEXT DEFAULT 'pending' NOT NULL, attempts INTEGER DEFAULT '0' NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, rung_at TIMESTAMP WITH TIME ZONE,
    lease_until TIMESTAMP WITH TIME ZONE, error TEXT, seconds FLOAT,
    queued_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, PRIMARY KEY (id),
    CONSTRAINT jobs_consumer_event_id_key UNIQUE (consumer, event_id)
);
CREATE INDEX jobs_article_id ON jobs (article_id);
CREATE INDEX jobs_done ON jobs (consumer, updated_at) WHERE state = 'done';
CREATE INDEX jobs_failed ON jobs (updated_at, id) WHERE state = 'failed';
CREATE INDEX jobs_pending ON jobs (due_at) WHERE state = 'pending';
CREATE INDEX jobs_running ON jobs (lease_until) WHERE state = 'running';

CREATE TABLE watermark (
    one INTEGER NOT NULL, position BIGINT NOT NULL, PRIMARY KEY (one)
);

CREATE TABLE workers (
    id BIGINT GENERATED ALWAYS AS IDENTITY, name TEXT NOT NULL, pid INTEGER NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, jobs_done BIGINT DEFAULT '0' NOT NULL,
    memory_mb FLOAT DEFAULT '0' NOT NULL, PRIMARY KEY (id), UNIQUE (name)
);

CREATE TABLE kept_answers (
    key TEXT NOT NULL, fingerprint TEXT NOT NULL, status SMALLINT NOT NULL, body TEXT NOT NULL,
    kept_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, PRIMARY KEY (key)
);
CREATE INDEX kept_answers_kept_at ON kept_answers (kept_at);
"""

READ_SIDE = """
CREATE SCHEMA projections;

CREATE TABLE projections.articles (
    id TEXT NOT NULL, position BIGINT NOT NULL, title TEXT, outlet TEXT, url TEXT, language TEXT NOT NULL,
    published_at TIMESTAMP WITH TIME ZONE, learned_at TIMESTAMP WITH TIME ZONE NOT NULL, text TEXT NOT NULL,
    minhash BIGINT[] NOT NULL, syndication TEXT NOT NULL, syndicated_from TEXT, corrects TEXT,
    corrected_by TEXT, superseded BIGINT, extracted BIGINT, compared BIGINT,
    claims INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), UNIQUE (position)
);
CREATE INDEX articles_syndication ON projections.articles (syndication);
CREATE INDEX articles_url_outlet ON projections.articles (url, outlet, position) WHERE url IS NOT NULL;

CREATE TABLE projections.bands (
    key BIGINT NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (key, article_id)
);

CREATE TABLE projections.checkpoint (
    one INTEGER NOT NULL, position BIGINT NOT NULL, PRIMARY KEY (one)
);

CREATE TABLE projections.claims (
    id TEXT NOT NULL, position BIGINT NOT NULL, superseded BIGINT, ordinal SMALLINT NOT NULL,
    article_id TEXT NOT NULL, syndication TEXT NOT NULL, copy_of TEXT, speaker TEXT, party TEXT,
    text TEXT NOT NULL, words TEXT NOT NULL, said_at TEXT, published_at TIMESTAMP WITH TIME ZONE,
    learned_at TIMESTAMP WITH TIME ZONE NOT NULL, claim JSONB NOT NULL, vector HALFVEC(384),
    PRIMARY KEY (id, position)
);
CREATE INDEX claims_article ON projections.claims (article_id);
CREATE INDEX claims_copy_of ON projections.claims (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX claims_order ON projections.claims (position, ordinal);
CREATE INDEX claims_party ON projections.claims (lower(party), position);
CREATE INDEX claims_speaker ON projections.claims (lower(speaker), position);
CREATE INDEX claims_vector ON projections.claims USING hnsw (vector halfvec_cosine_ops)
    WHERE superseded IS NULL AND copy_of IS NULL;
CREATE INDEX claims_words ON projections.claims (syndication, words);

CREATE TABLE projections.findings (
    id TEXT NOT NULL, position BIGINT NOT NULL, superseded BIGINT, article_id TEXT NOT NULL, a TEXT NOT NULL,
    b TEXT NOT NULL, relation TEXT NOT NULL, kind TEXT, score FLOAT NOT NULL, summary TEXT NOT NULL,
    signals JSONB NOT NULL, judge TEXT NOT NULL, found_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id, position)
);
CREATE INDEX findings_a ON projections.findings (a);
CREATE INDEX findings_article ON projections.findings (article_id);
CREATE INDEX findings_b ON projections.findings (b);
CREATE INDEX findings_order ON projections.findings (position, id);

CREATE TABLE projections.matter_claims (
    claim_id TEXT NOT NULL, position BIGINT NOT NULL, superseded BIGINT, matter_id TEXT NOT NULL,
    PRIMARY KEY (claim_id, position, matter_id)
);
CREATE INDEX matter_claims_matter ON projections.matter_claims (matter_id);

CREATE TABLE projections.matters (
    id TEXT NOT NULL, position BIGINT NOT NULL, ordinal INTEGER NOT NULL, title TEXT NOT NULL,
    superseded BIGINT, merged_into TEXT, PRIMARY KEY (id)
);
CREATE UNIQUE INDEX matters_order ON projections.matters (position, ordinal);

CREATE TABLE projections.verdicts (
    position BIGINT NOT NULL, finding_id TEXT NOT NULL, judgement TEXT NOT NULL, note TEXT, analyst TEXT,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, PRIMARY KEY (position)
);
CREATE INDEX verdicts_finding ON projections.verdicts (finding_id, position);
"""

ROWS = """
INSERT INTO watermark (one, position) VALUES (1, 0);
INSERT INTO cursors (subscriber, position) VALUES ('dispatch', 0);
INSERT INTO projections.checkpoint (one, position) VALUES (1, 0);
"""


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    op.execute(WRITE_SIDE)
    for number in range(FIRST_PARTITIONS):
        op.execute(
            f"CREATE TABLE events_{number:06d} PARTITION OF events "
            f"FOR VALUES FROM ({number * PARTITION}) TO ({(number + 1) * PARTITION})"
        )
    op.execute(READ_SIDE)
    op.execute(ROWS)


def downgrade() -> None:
    op.execute("DROP SCHEMA projections CASCADE")
    op.execute("DROP TABLE kept_answers, workers, jobs, cursors, watermark, event_keys, events")
    op.execute("DROP SEQUENCE event_position")
