"""The words by which claims on one matter are found besides their vectors, and the titles of matters over time.

The read side is folded from the log: run `counterclaim db rebuild` after this, so that claims stored before get their
terms too. Until then they are found by their vectors alone. Adding columns with a constant default rewrites nothing;
matters are few.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UP = """
SET LOCAL lock_timeout = '20s';
ALTER TABLE projections.claims ADD COLUMN terms TEXT[] DEFAULT '{}' NOT NULL;
CREATE TABLE projections.claim_terms (
    term TEXT NOT NULL, position BIGINT NOT NULL, ordinal SMALLINT NOT NULL, PRIMARY KEY (term, position, ordinal)
);
ALTER TABLE projections.matters ADD COLUMN settled BOOLEAN DEFAULT true NOT NULL;
ALTER TABLE projections.matters ALTER COLUMN settled DROP DEFAULT;
CREATE TABLE projections.matter_titles (
    matter_id TEXT NOT NULL, position BIGINT NOT NULL, superseded BIGINT, title TEXT, naming SMALLINT NOT NULL,
    claims TEXT[] DEFAULT '{}' NOT NULL, PRIMARY KEY (matter_id, position)
);
INSERT INTO projections.matter_titles (matter_id, position, title, naming)
  SELECT id, position, title, 2 FROM projections.matters;
ALTER TABLE projections.matters DROP COLUMN title;
"""
DOWN = """
ALTER TABLE projections.matters ADD COLUMN title TEXT;
UPDATE projections.matters m SET title = t.title
  FROM projections.matter_titles t WHERE t.matter_id = m.id AND t.superseded IS NULL;
ALTER TABLE projections.matters DROP COLUMN settled;
DROP TABLE projections.matter_titles;
DROP TABLE projections.claim_terms;
ALTER TABLE projections.claims DROP COLUMN terms;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
