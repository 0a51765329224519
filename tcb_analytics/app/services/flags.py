"""Feature flags: declared here, turned by admins in the database, asked with every request.

A flag that nobody turned has the percentage of its declaration. What is read is kept some
seconds in the process, so that a flag costs no query a request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Lock

from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.models.watching import FeatureFlag
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import InvalidError, UnavailableError, UnknownError

SERVER_TIMING = "server-timing"
DECLARED: Mapping[str, tuple[int, str]] = {
    SERVER_TIMING: (0, "Answers tell the browser how long they took (Server-Timing)."),
}
"""Every flag: for how many of a hundred it is on by default, and what it does."""


def listed(uow: UnitOfWork, visitor: Visitor) -> Sequence[FeatureFlag]:
    """Every declared flag as it stands, by name.

    Raises:
        ForbiddenError: The visitor is no admin.
    """
    visitor.must_be(Role.ADMIN)
    with uow:
        return _standing(uow.flags.all())


def turn(
    uow: UnitOfWork, visitor: Visitor, name: str, percent: int, *, now: datetime
) -> FeatureFlag:
    """Turn a flag on for so many of a hundred people.

    Raises:
        ForbiddenError: The visitor is no admin.
        UnknownError: There is no such flag.
        InvalidError: It is no percentage.
    """
    visitor.must_be(Role.ADMIN)
    if name not in DECLARED:
        raise UnknownError("no such flag", where="name")
    if not 0 <= percent <= 100:
        raise InvalidError("a percentage is 0 to 100", where="percent")
    with uow:
        before = next(flag.percent for flag in _standing(uow.flags.all()) if flag.name == name)
        flag = FeatureFlag(name=name, percent=percent, meaning=DECLARED[name][1], updated_at=now)
        uow.flags.put(flag)
        detail = {"before": before, "after": percent}
        uow.audit.append(visitor.pseudonym, "flag.turn", f"flag {name}", detail)
        uow.commit()
        return flag


class Switches:
    """The flags as this process knows them.

    Args:
        look: Begins a transaction that reads; none for what is declared alone.
        clock: Seconds that only grow.
        seconds: How long what was read is used.
    """

    def __init__(
        self,
        look: Callable[[], UnitOfWork] | None = None,
        clock: Callable[[], float] = float,
        seconds: float = 5.0,
    ) -> None:
        self._look, self._clock, self._seconds = look, clock, seconds
        self._flags = {flag.name: flag for flag in _standing(())}
        self._until = float("-inf")
        self._reading = Lock()

    def on_for(self, name: str, pseudonym: str | None) -> bool:
        """Whether a feature is on for a person; for nobody known, where it is on for all.

        Where the database does not answer, what was last known is used.
        """
        self._refresh()
        flag = self._flags[name]
        return flag.percent == 100 if pseudonym is None else flag.on_for(pseudonym)

    def forget(self) -> None:
        """Read again at the next question."""
        self._until = float("-inf")

    def _refresh(self) -> None:
        if self._look is None or self._clock() < self._until:
            return
        if not self._reading.acquire(blocking=False):
            return  # somebody does; until then what is known is used
        try:
            self._until = self._clock() + self._seconds
            uow = self._look()
            with uow:
                self._flags = {flag.name: flag for flag in _standing(uow.flags.all())}
        except UnavailableError:
            pass
        finally:
            self._reading.release()


def _standing(turned: Sequence[FeatureFlag]) -> list[FeatureFlag]:
    known = {flag.name: flag for flag in turned}
    return [
        known.get(name) or FeatureFlag(name=name, percent=percent, meaning=meaning)
        for name, (percent, meaning) in sorted(DECLARED.items())
    ]
