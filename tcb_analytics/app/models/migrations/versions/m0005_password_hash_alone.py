"""Contract: ``password_hash`` alone, once no program of the old version runs."""

from __future__ import annotations

from importlib import import_module

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

VERSIONS = "tcb_analytics.app.models.migrations.versions"
beside = import_module(f"{VERSIONS}.m0003_password_hash_beside")


def upgrade() -> None:
    """Drop the old column and what kept both alike."""
    op.execute("UPDATE users SET password_hash = password WHERE password_hash IS NULL")
    beside.unfollow()
    with op.batch_alter_table(
        "users", copy_from=beside.users("password", "password_hash")
    ) as batch:
        batch.drop_column("password")
        batch.alter_column("password_hash", existing_type=sa.String(length=255), nullable=False)


def downgrade() -> None:
    """Bring the old column back, filled; programs of both versions may write again."""
    with op.batch_alter_table("users", copy_from=beside.users("password_hash")) as batch:
        batch.add_column(sa.Column("password", sa.String(length=255), nullable=True))
        batch.alter_column("password_hash", existing_type=sa.String(length=255), nullable=True)
    op.execute("UPDATE users SET password = password_hash")
    beside.follow()
