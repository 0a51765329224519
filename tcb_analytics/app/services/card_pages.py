"""Pages of cards, kept under the state of the catalogue that they were read from.

Every seed leaves an entry in the audit log; the last one's digest names the state. It is looked
up once a second, so that a kept page costs no question to the database: a seed is seen within
that second, where browsers were told that a page may be a minute old. Leaves out what a page
looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import Any

from tcb_analytics.app.models.catalogue import StoredCard
from tcb_analytics.app.services.caching import CachePort, key_of
from tcb_analytics.app.services.paging import Page
from tcb_analytics.app.services.ports import CardSearch, UnitOfWork

ROOM = "cards"
SEED = "catalogue.seed"
FRESH = 1.0
"""Seconds for which the catalogue's state is known."""


class KnownState:
    """The catalogue's state as this process knows it; another after every seed.

    Args:
        look: Begins a transaction that reads.
        clock: Seconds that only grow.
    """

    def __init__(
        self, look: Callable[[], UnitOfWork], clock: Callable[[], float] = monotonic
    ) -> None:
        self._look, self._clock = look, clock
        self._known: tuple[str, float] | None = None
        self._lock = Lock()

    def now(self) -> str:
        """The state, as it was a second ago at most; of many who ask at once, one looks.

        Raises:
            UnavailableError: The database does not answer.
        """
        known = self._known
        if known is not None and self._clock() < known[1]:
            return known[0]
        with self._lock:
            known = self._known
            if known is None or self._clock() >= known[1]:
                with self._look() as uow:
                    known = (_state(uow), self._clock() + FRESH)
                self._known = known
            return known[0]

    def forget(self) -> None:
        """Look again at the next question."""
        self._known = None


def key_under(state: str, asked: Mapping[str, Any]) -> str:
    """Key of what was asked of a state, as plain data; also a mark that changes with the answer."""
    return key_of(state, asked)


def page(
    look: Callable[[], UnitOfWork], cache: CachePort, known: KnownState, key: str,
    asked: Callable[[], CardSearch], *, state: str, write: Callable[[Page[StoredCard]], bytes],
) -> bytes:  # fmt: skip
    """A page of cards, kept or read.

    Args:
        look: Begins a transaction that reads.
        cache: Keeps pages.
        known: Told where the state turns out to be another.
        key: See :func:`key_under`.
        asked: Tells the search, where it must be made.
        state: The catalogue's state, as the key has it.
        write: How a page is written.

    Raises:
        InvalidError: The cursor is of another search.
    """

    def read() -> bytes:
        wanted = asked()
        with look() as uow:
            seen = _state(uow)
            answer = write(uow.cards.search(wanted))
        # A replica may lag behind where the state was read; what it says must not be kept.
        if seen != state:
            raise _ElsewhereError(answer)
        return answer

    try:
        return cache.get(ROOM, key, read)
    except _ElsewhereError as found:
        known.forget()
        return found.answer


class _ElsewhereError(Exception):
    """An answer that is true of another state than the key says."""

    def __init__(self, answer: bytes) -> None:
        super().__init__()
        self.answer = answer


def _state(uow: UnitOfWork) -> str:
    return uow.audit.digest_of(SEED)
