"""People: who they are, what they may do, and how they prove it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tcb_analytics.app.models.base import KEY, Base, Moment, new_key, now


class Role(StrEnum):
    """What a person may do: each role may do all that the one before it may."""

    PLAYER = "player"
    ANALYST = "analyst"
    ADMIN = "admin"

    def covers(self, other: Role) -> bool:
        """Whether this role may do what the other may."""
        return _ORDER[self] >= _ORDER[other]


_ORDER = {Role.PLAYER: 0, Role.ANALYST: 1, Role.ADMIN: 2}
ROLES = Enum(
    Role, native_enum=False, length=16, create_constraint=True, name="role",
    values_callable=lambda roles: [role.value for role in roles],
)  # fmt: skip


class User(Base, kw_only=True):
    """An account.

    Attributes:
        id: Its key.
        name: As the person writes it.
        folded: The name as it is compared, so that two accounts never look alike.
        password_hash: Argon2id hash of the password.
        role: What the person may do.
        pseudonym: Stands for the person in the audit log; random, and gone with the account.
        created_at: When it was made.
        password_at: When the password was last set; older sessions are void.
    """

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("length(name) BETWEEN 3 AND 40", name="name_length"),)

    id: Mapped[str] = mapped_column(KEY, primary_key=True, default_factory=new_key)
    name: Mapped[str] = mapped_column(String(40))
    folded: Mapped[str] = mapped_column(String(120), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[Role] = mapped_column(ROLES, default=Role.PLAYER)
    pseudonym: Mapped[str] = mapped_column(KEY, unique=True, default_factory=new_key)
    created_at: Mapped[datetime] = mapped_column(Moment, default_factory=now)
    password_at: Mapped[datetime] = mapped_column(Moment, default_factory=now)


class Access(Base, kw_only=True):
    """A proof that a person was let in: a session of a browser, or a token of a program.

    The secret itself is never stored, only its SHA-256; it is random, so no salt is needed.

    Attributes:
        id: Its key.
        user_id: Whose it is.
        kind: ``session`` or ``token``.
        digest: SHA-256 of the secret.
        name: What the person calls a token.
        created_at: When it was made.
        expires_at: When it ends.
        used_at: When it was last used, to the minute.
    """

    __tablename__ = "accesses"
    __table_args__ = (
        CheckConstraint("kind IN ('session', 'token')", name="kind"),
        Index(None, "user_id", "kind"),
        Index(None, "expires_at"),
    )

    id: Mapped[str] = mapped_column(KEY, primary_key=True, default_factory=new_key)
    user_id: Mapped[str] = mapped_column(KEY, ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default_factory=now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
