"""Affiliations read in articles, for those that name the same persons later.

Makes one new table of the read side; nothing that is in use is locked. Filled by `counterclaim db rebuild` for what
came in before; until then it tells of later articles only.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE projections.affiliations (
            article_id TEXT NOT NULL, position BIGINT NOT NULL, superseded BIGINT, speaker TEXT NOT NULL,
            surname TEXT NOT NULL, party TEXT NOT NULL, party_kind TEXT, words TEXT NOT NULL, read_on TEXT NOT NULL,
            PRIMARY KEY (article_id, position, speaker, party)
        )
    """)
    op.execute("CREATE INDEX affiliations_surname ON projections.affiliations (surname, read_on)")


def downgrade() -> None:
    op.execute("DROP TABLE projections.affiliations")
