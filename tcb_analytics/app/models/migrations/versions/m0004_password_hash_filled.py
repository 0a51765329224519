"""Migrate: fill ``password_hash`` of accounts that nobody has written since it came.

A few hundred rows a transaction, so that nobody who registers or logs in waits long; a run that
was interrupted goes on where it stopped.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

AT_ONCE = 500
users = sa.table(
    "users", sa.column("id", sa.String), sa.column("password", sa.String),
    sa.column("password_hash", sa.String),
)  # fmt: skip


def upgrade() -> None:
    """Copy what is missing."""
    empty = sa.select(users.c.id).where(users.c.password_hash.is_(None)).limit(AT_ONCE)
    filled = sa.update(users).values(password_hash=users.c.password)
    filled = filled.where(users.c.id.in_(empty), users.c.password_hash.is_(None))
    with op.get_context().autocommit_block():
        while op.get_bind().execute(filled).rowcount:
            pass


def downgrade() -> None:
    """Nothing: the old column holds everything still."""
