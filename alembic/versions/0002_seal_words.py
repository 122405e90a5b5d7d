"""Seal articles' words in the log under keys of their own, so that a withdrawn article can be erased.

Online: new columns are nullable and the new index stands on the read side, which only the projector writes to. Code
from before goes on writing events whose words are not sealed; they stay readable.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE events ADD COLUMN sealed BYTEA")
    op.execute("""
        CREATE TABLE article_keys (article_id TEXT NOT NULL, master TEXT, wrapped BYTEA, PRIMARY KEY (article_id))
    """)
    op.execute("""
        ALTER TABLE projections.articles ADD COLUMN place TEXT, ADD COLUMN withdrawn BIGINT,
          ADD COLUMN withdrawn_at TIMESTAMP WITH TIME ZONE, ADD COLUMN withdrawn_reason TEXT,
          ADD COLUMN withdrawn_by TEXT
    """)
    op.execute("""
        UPDATE projections.articles
        SET place = encode(sha256(convert_to(url || chr(31) || coalesce(outlet, ''), 'UTF8')), 'hex') WHERE url <> ''
    """)
    op.execute("CREATE INDEX articles_place ON projections.articles (place, position) WHERE place IS NOT NULL")
    op.execute("ALTER TABLE projections.matters ALTER COLUMN title DROP NOT NULL")


def downgrade() -> None:
    op.execute("UPDATE projections.matters SET title = '' WHERE title IS NULL")
    op.execute("ALTER TABLE projections.matters ALTER COLUMN title SET NOT NULL")
    op.execute("""
        ALTER TABLE projections.articles DROP COLUMN place, DROP COLUMN withdrawn, DROP COLUMN withdrawn_at,
          DROP COLUMN withdrawn_reason, DROP COLUMN withdrawn_by
    """)
    op.execute("DROP TABLE article_keys")
    op.execute("ALTER TABLE events DROP COLUMN sealed")
