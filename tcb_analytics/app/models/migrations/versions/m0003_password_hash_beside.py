"""Expand: a column ``password_hash`` beside ``password``; each follows the other.

The old name says what the column never held, and invites a log line or an export to treat it so.
Programs of both versions run while a release is rolled out, so triggers copy whatever one of
them writes: the old one knows `password` alone, the new one `password_hash` alone.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

POSTGRESQL = (
    """
    CREATE FUNCTION users_same_hash() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            NEW.password_hash := coalesce(NEW.password_hash, NEW.password);
            NEW.password := NEW.password_hash;
        ELSIF NEW.password_hash IS DISTINCT FROM OLD.password_hash THEN
            NEW.password := NEW.password_hash;
        ELSE
            NEW.password_hash := NEW.password;
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER users_same_hash BEFORE INSERT OR UPDATE ON users
    FOR EACH ROW EXECUTE FUNCTION users_same_hash()
    """,
)
SQLITE = (
    """
    CREATE TRIGGER users_hash_of_new AFTER INSERT ON users
    BEGIN
        UPDATE users SET
            password_hash = coalesce(NEW.password_hash, NEW.password),
            password = coalesce(NEW.password_hash, NEW.password)
        WHERE id = NEW.id;
    END
    """,
    """
    CREATE TRIGGER users_hash_follows AFTER UPDATE OF password ON users
    WHEN NEW.password IS NOT OLD.password AND NEW.password IS NOT NEW.password_hash
    BEGIN
        UPDATE users SET password_hash = NEW.password WHERE id = NEW.id;
    END
    """,
    """
    CREATE TRIGGER users_hash_leads AFTER UPDATE OF password_hash ON users
    WHEN NEW.password_hash IS NOT OLD.password_hash AND NEW.password IS NOT NEW.password_hash
    BEGIN
        UPDATE users SET password = NEW.password_hash WHERE id = NEW.id;
    END
    """,
)
TRIGGERS = ("users_hash_of_new", "users_hash_follows", "users_hash_leads")


def upgrade() -> None:
    """Add the column, and let each follow the other."""
    with op.batch_alter_table("users", copy_from=users("password")) as batch:
        batch.add_column(sa.Column("password_hash", sa.String(length=255), nullable=True))
        batch.alter_column("password", existing_type=sa.String(length=255), nullable=True)
    follow()


def downgrade() -> None:
    """Keep the old column alone; it holds everything."""
    unfollow()
    with op.batch_alter_table("users", copy_from=users("password", "password_hash")) as batch:
        batch.drop_column("password_hash")
        batch.alter_column("password", existing_type=sa.String(length=255), nullable=False)


def follow() -> None:
    """Let each column follow the other."""
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def unfollow() -> None:
    """Let neither follow."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER users_same_hash ON users")
        op.execute("DROP FUNCTION users_same_hash()")
    else:
        for trigger in TRIGGERS:
            op.execute(f"DROP TRIGGER {trigger}")


def users(*hashes: str) -> sa.Table:
    """The table as it is; SQLite changes a column by copying the table.

    Args:
        hashes: Columns of the hash that it has; with both, neither is required.
    """
    role = sa.Enum(
        "player", "analyst", "admin", name="role", native_enum=False, create_constraint=True,
        length=16,
    )  # fmt: skip
    return sa.Table(
        "users", sa.MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s"}),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        *(sa.Column(h, sa.String(length=255), nullable=len(hashes) > 1) for h in hashes),
        sa.Column("role", role, nullable=False),
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("password_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(name) BETWEEN 3 AND 40", name="name_length"),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("folded", name="uq_users_folded"),
        sa.UniqueConstraint("pseudonym", name="uq_users_pseudonym"),
    )  # fmt: skip
