"""Pages of cards, kept under the state of the catalogue that they were read from.

Every seed leaves an entry in the audit log; the last one's digest names the state, and is found
by one short look. Leaves out what a page looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tcb_analytics.app.models.catalogue import StoredCard
from tcb_analytics.app.services.caching import CachePort, key_of
from tcb_analytics.app.services.paging import Page
from tcb_analytics.app.services.ports import CardSearch, UnitOfWork

ROOM = "cards"
SEED = "catalogue.seed"


def state_of(uow: UnitOfWork) -> str:
    """The catalogue's state; another after every seed."""
    with uow:
        return _state(uow)


def key_under(state: str, asked: Mapping[str, Any]) -> str:
    """Key of what was asked of a state, as plain data; also a mark that changes with the answer."""
    return key_of(state, asked)


def page(
    look: Callable[[], UnitOfWork], cache: CachePort, state: str, key: str,
    asked: Callable[[], CardSearch], *, write: Callable[[Page[StoredCard]], bytes],
) -> bytes:  # fmt: skip
    """A page of cards, kept or read.

    Args:
        look: Begins a transaction that reads.
        cache: Keeps pages.
        state: The catalogue's state, as the key has it.
        key: See :func:`key_under`.
        asked: Tells the search, where it must be made.
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
        return found.answer


class _ElsewhereError(Exception):
    """An answer that is true of another state than the key says."""

    def __init__(self, answer: bytes) -> None:
        super().__init__()
        self.answer = answer


def _state(uow: UnitOfWork) -> str:
    return uow.audit.digest_of(SEED)
