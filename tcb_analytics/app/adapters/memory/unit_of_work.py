"""One transaction with all its repositories, in memory."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from tcb_analytics.app.adapters.memory.accounts import MemoryAccesses, MemoryUsers
from tcb_analytics.app.adapters.memory.cards import MemoryCards
from tcb_analytics.app.adapters.memory.holdings import MemoryCollections, MemoryDecks
from tcb_analytics.app.adapters.memory.store import Store, Transaction
from tcb_analytics.app.adapters.memory.watching import MemoryAuditLog, MemoryFlags
from tcb_analytics.app.adapters.memory.work import MemoryJobs, MemoryKeptAnswers


class MemoryUnitOfWork:
    """A transaction over a store; it may be entered again after it ended."""

    def __init__(self, store: Store) -> None:
        rows = Transaction(store)
        self._rows = rows
        self.users = MemoryUsers(rows)
        self.accesses = MemoryAccesses(rows)
        self.cards = MemoryCards(rows)
        self.decks = MemoryDecks(rows)
        self.collections = MemoryCollections(rows)
        self.jobs = MemoryJobs(rows)
        self.answers = MemoryKeptAnswers(rows)
        self.audit = MemoryAuditLog(rows)
        self.flags = MemoryFlags(rows)

    def __enter__(self) -> Self:
        self._rows.begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.decks.forget()
        self._rows.begin()

    def commit(self) -> None:
        """Keep what was done.

        Raises:
            ConflictError: Something else took its place.
            StaleError: What was changed is not what was read.
        """
        self.decks.settle()
        self._rows.commit()

    def wrote(self, actor: str) -> int:
        """Always 0: every read sees every change."""
        del actor
        return 0
