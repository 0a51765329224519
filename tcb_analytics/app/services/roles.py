"""Who may do what: roles are given by the operator, never over the network."""

from __future__ import annotations

from tcb_analytics.app.models.accounts import Role, User
from tcb_analytics.app.services.accounts import folded
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import UnknownError


def give(uow: UnitOfWork, name: str, role: Role) -> tuple[User, Role]:
    """Give an account a role; its sessions and tokens end, so that none has more than it was for.

    Args:
        uow: A transaction.
        name: Name of the account, in any case.
        role: What it may do from now on.

    Returns:
        The account, and the role that it had.

    Raises:
        UnknownError: Nobody has this name.
    """
    with uow:
        user = uow.users.named(folded(name))
        if user is None:
            raise UnknownError(f"nobody has the name {name!r}", where="name")
        before, user.role = user.role, role
        if before is not role:
            uow.accesses.remove_of_user(user.id)
            told = {"role": role.value, "before": before.value}
            uow.audit.append("-", "account.role", f"account {user.pseudonym}", told)
            uow.commit()
        return user, before
