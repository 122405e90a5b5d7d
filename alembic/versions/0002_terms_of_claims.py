"""The words by which claims on one matter are found, besides their vectors.

The read side is folded from the log: run `counterclaim db rebuild` after this, so that claims stored before get their
terms too. Until then they are found by their vectors alone. Adding a column with a constant default rewrites nothing.

Revision ID: 0002_terms
Revises: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0002_terms"
down_revision = "0001"
branch_labels = None
depends_on = None

UP = """
SET LOCAL lock_timeout = '20s';
ALTER TABLE projections.claims ADD COLUMN terms TEXT[] DEFAULT '{}' NOT NULL;
CREATE TABLE projections.claim_terms (
    term TEXT NOT NULL, position BIGINT NOT NULL, ordinal SMALLINT NOT NULL, PRIMARY KEY (term, position, ordinal)
);
"""
DOWN = """
DROP TABLE projections.claim_terms;
ALTER TABLE projections.claims DROP COLUMN terms;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
