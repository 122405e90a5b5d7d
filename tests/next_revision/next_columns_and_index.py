"""What a later version of the program might do to a database in use; tests run the present program on the result.

Takes nothing away: columns with defaults, a table, an index.

Revision ID: next
"""

from __future__ import annotations

from alembic import op
from db.migrate import newest

revision = "next"
down_revision = newest()
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE jobs ADD COLUMN next_note TEXT")
    op.execute("ALTER TABLE events ADD COLUMN next_origin TEXT DEFAULT 'here' NOT NULL")
    op.execute("ALTER TABLE projections.claims ADD COLUMN next_weight FLOAT DEFAULT 1 NOT NULL")
    op.execute("CREATE TABLE next_table (n INTEGER PRIMARY KEY)")
    with op.get_context().autocommit_block():
        op.execute("CREATE INDEX CONCURRENTLY next_index ON jobs (article_id, state)")


def downgrade() -> None:
    raise NotImplementedError
