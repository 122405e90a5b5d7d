"""Keep rows of the log in one piece up to half a page, and spend no time on compressing what is sealed.

Nothing is rewritten: it holds for rows to come. Changing the storage of a column takes the lock that stops everybody,
for the blink of an eye; where it is not to be had soon, the migration is tried again.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_PARTITIONS = sa.text("SELECT CAST(inhrelid AS regclass)::text FROM pg_inherits WHERE inhparent = 'events'::regclass")


def upgrade() -> None:
    op.execute("ALTER TABLE events ALTER COLUMN sealed SET STORAGE EXTERNAL")
    for name in op.get_bind().execute(_PARTITIONS).scalars().all():
        op.execute(f"ALTER TABLE {name} SET (toast_tuple_target = 4080)")


def downgrade() -> None:
    for name in op.get_bind().execute(_PARTITIONS).scalars().all():
        op.execute(f"ALTER TABLE {name} RESET (toast_tuple_target)")
    op.execute("ALTER TABLE events ALTER COLUMN sealed SET STORAGE EXTENDED")
