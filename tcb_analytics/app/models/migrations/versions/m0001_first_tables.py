"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "users",
    "accesses",
    "card_sets",
    "colors",
    "card_types",
    "cards",
    "card_colors",
    "card_has_types",
    "decks",
    "deck_cards",
    "collections",
    "jobs",
    "kept_answers",
    "audit_log",
    "feature_flags",
)


def upgrade() -> None:
    """Create every table and index."""
    _users()
    _accesses()
    _words()
    _cards()
    _cards_have()
    _decks()
    _deck_cards()
    _collections()
    _jobs()
    _answers()
    _watching()


def downgrade() -> None:
    """Drop them, those that others refer to last."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _users() -> None:
    """Accounts."""
    op.create_table(
        "users",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "player",
                "analyst",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("password_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(name) BETWEEN 3 AND 40", name=op.f("ck_users_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("folded", name=op.f("uq_users_folded")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_users_pseudonym")),
    )


def _accesses() -> None:
    """Sessions and tokens."""
    op.create_table(
        "accesses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('session', 'token')", name=op.f("ck_accesses_kind")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_accesses_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accesses")),
        sa.UniqueConstraint("digest", name=op.f("uq_accesses_digest")),
    )
    op.create_index(op.f("ix_accesses_expires_at"), "accesses", ["expires_at"])
    op.create_index(op.f("ix_accesses_user_id_kind"), "accesses", ["user_id", "kind"])


def _words() -> None:
    """What cards refer to."""
    op.create_table(
        "card_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("game", sa.String(length=24), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("released", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_sets")),
        sa.UniqueConstraint("game", "code", name=op.f("uq_card_sets_game_code")),
    )

    op.create_table(
        "colors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("game", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colors")),
        sa.UniqueConstraint("game", "name", name=op.f("uq_colors_game_name")),
    )

    op.create_table(
        "card_types",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("game", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_types")),
        sa.UniqueConstraint("game", "name", name=op.f("uq_card_types_game_name")),
    )


def _cards() -> None:
    """Cards."""
    op.create_table(
        "cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("game", sa.String(length=24), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("power", sa.Integer(), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("life", sa.Integer(), nullable=True),
        sa.Column("rarity", sa.String(length=24), nullable=True),
        sa.Column("block", sa.Integer(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("trigger", sa.Text(), nullable=True),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id"], ["card_sets.id"], name=op.f("fk_cards_set_id_card_sets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sa.UniqueConstraint("game", "number", name=op.f("uq_cards_game_number")),
    )
    op.create_index(op.f("ix_cards_game_cost_id"), "cards", ["game", "cost", "id"])
    op.create_index(op.f("ix_cards_game_name_id"), "cards", ["game", "name", "id"])
    op.create_index(op.f("ix_cards_game_power_id"), "cards", ["game", "power", "id"])
    op.create_index(op.f("ix_cards_game_set_id_id"), "cards", ["game", "set_id", "id"])


def _cards_have() -> None:
    """Colours and types of cards."""
    op.create_table(
        "card_colors",
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("color_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"], ["cards.id"], name=op.f("fk_card_colors_card_id_cards"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["color_id"], ["colors.id"], name=op.f("fk_card_colors_color_id_colors")
        ),
        sa.PrimaryKeyConstraint("card_id", "color_id", name=op.f("pk_card_colors")),
    )
    op.create_index(op.f("ix_card_colors_color_id_card_id"), "card_colors", ["color_id", "card_id"])
    op.create_table(
        "card_has_types",
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("type_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"],
            ["cards.id"],
            name=op.f("fk_card_has_types_card_id_cards"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["type_id"], ["card_types.id"], name=op.f("fk_card_has_types_type_id_card_types")
        ),
        sa.PrimaryKeyConstraint("card_id", "type_id", name=op.f("pk_card_has_types")),
    )
    op.create_index(
        op.f("ix_card_has_types_type_id_card_id"), "card_has_types", ["type_id", "card_id"]
    )


def _decks() -> None:
    """Decks."""
    op.create_table(
        "decks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("game", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 80", name=op.f("ck_decks_name_length")),
        sa.ForeignKeyConstraint(["leader_id"], ["cards.id"], name=op.f("fk_decks_leader_id_cards")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_decks_owner_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decks")),
    )
    op.create_index(
        op.f("ix_decks_owner_id_updated_at_id"), "decks", ["owner_id", "updated_at", "id"]
    )


def _deck_cards() -> None:
    """Cards of decks."""
    op.create_table(
        "deck_cards",
        sa.Column("deck_id", sa.String(length=32), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.CheckConstraint("copies BETWEEN 1 AND 250", name=op.f("ck_deck_cards_copies")),
        sa.ForeignKeyConstraint(
            ["card_id"], ["cards.id"], name=op.f("fk_deck_cards_card_id_cards")
        ),
        sa.ForeignKeyConstraint(
            ["deck_id"], ["decks.id"], name=op.f("fk_deck_cards_deck_id_decks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("deck_id", "card_id", name=op.f("pk_deck_cards")),
    )


def _collections() -> None:
    """What players own."""
    op.create_table(
        "collections",
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("copies BETWEEN 1 AND 9999", name=op.f("ck_collections_copies")),
        sa.ForeignKeyConstraint(
            ["card_id"], ["cards.id"], name=op.f("fk_collections_card_id_cards")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_collections_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "card_id", name=op.f("pk_collections")),
    )


def _jobs() -> None:
    """Long work."""
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("error", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("cancelling", sa.Boolean(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("progress BETWEEN 0 AND 1", name=op.f("ck_jobs_progress")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_jobs_owner_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index(
        op.f("ix_jobs_owner_id_created_at_id"), "jobs", ["owner_id", "created_at", "id"]
    )
    still = sa.text("state IN ('queued', 'running')")
    op.create_index(
        op.f("ix_jobs_open"), "jobs", ["created_at"], sqlite_where=still, postgresql_where=still
    )


def _answers() -> None:
    """Answers kept for repeated requests."""
    op.create_table(
        "kept_answers",
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("location", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_kept_answers_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_kept_answers")),
    )
    op.create_index(op.f("ix_kept_answers_created_at"), "kept_answers", ["created_at"])


def _watching() -> None:
    """The audit log and feature flags."""
    op.create_table(
        "audit_log",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_log")),
    )
    op.create_index(op.f("ix_audit_log_actor_number"), "audit_log", ["actor", "number"])
    op.create_table(
        "feature_flags",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("meaning", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_feature_flags_percent")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_feature_flags")),
    )
