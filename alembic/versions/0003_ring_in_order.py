"""Indexes for ringing: new jobs in the order of the log, rung ones by when, so that a long queue costs no more than a
short one.

Online: the table is locked for writes while they are built, for as long as there are pending jobs to put in.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX jobs_fresh ON jobs (position) WHERE state = 'pending' AND rung_at IS NULL")
    op.execute("CREATE INDEX jobs_rung ON jobs (rung_at) WHERE state = 'pending' AND rung_at IS NOT NULL")
    op.execute("DROP INDEX jobs_pending")


def downgrade() -> None:
    op.execute("CREATE INDEX jobs_pending ON jobs (due_at) WHERE state = 'pending'")
    op.execute("DROP INDEX jobs_fresh, jobs_rung")
