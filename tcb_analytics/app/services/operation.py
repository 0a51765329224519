"""What operators ask of every part: whether it works, how busy it is, what went wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Check:
    """A question whether a part works.

    Attributes:
        name: The part.
        vital: Whether nothing useful can be answered without it.
        run: Returns where it works, and raises where it does not.
    """

    name: str
    vital: bool
    run: Callable[[], None]


@dataclass(frozen=True)
class PoolState:
    """How busy the connections to a database are.

    Attributes:
        size: Connections that are kept open.
        in_use: Connections that somebody has now, overflow among them.
        overflow: Connections that are open beyond those kept.
    """

    size: int
    in_use: int
    overflow: int


class ErrorReports(Protocol):
    """Where faults of our own are told."""

    def report(self, error: BaseException, facts: Mapping[str, str]) -> None:
        """Tell a fault; never raises, never waits.

        Args:
            error: What was raised.
            facts: Where, such as the request's id and route; no secrets, no names.
        """
        ...

    def close(self) -> None:
        """Send what waits, for two seconds at most."""
        ...


class NoReports:
    """Tells nobody."""

    def report(self, error: BaseException, facts: Mapping[str, str]) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""
