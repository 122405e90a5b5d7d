"""Keep the bands of the first article of each signature only: those of its exact copies find nothing more.

The program before this one goes on finding the same with them gone; what it adds meanwhile `counterclaim db check`
shows, and `counterclaim db rebuild` takes away.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        DELETE FROM projections.bands AS b USING (
          SELECT id, row_number() OVER (PARTITION BY minhash ORDER BY position) AS nth FROM projections.articles
        ) AS a
        WHERE a.id = b.article_id AND a.nth > 1
    """)


def downgrade() -> None:
    """Nothing to take back: a rebuild by the program before makes them again."""
