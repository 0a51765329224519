"""A replica to read from: asked only while it is near the primary, and never behind its reader.

Two questions are kept apart. *Is it near?* Both servers are asked where they stand in the
write-ahead log, at most once a second: the replica must have replayed what the primary had
written a moment ago. *Has it what this reader wrote?* Every change appends to the audit log, one
transaction at a time, so entries are numbered in the order of commits: a replica that has the
reader's last entry has all that the reader did. Nothing needs to be remembered by browsers,
programs or processes. A replica that is down or behind is left alone for a while, and reads go
to the primary.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from tcb_analytics.app.models.watching import AuditEntry

EVERY = 1.0
"""Seconds that a comparison of both servers holds."""
NEAR = 3.0
"""Seconds that the replica may be behind for readers who wrote nothing."""
REST = 5.0
"""Seconds for which a replica that did not answer is not asked."""
_WRITTEN = text("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')")
_REPLAYED = text("SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')")


class Replica:
    """A replica and what is known of it.

    Args:
        engine: Connects to it.
        primary: Connects to what it copies.
        clock: Tells seconds.
    """

    def __init__(
        self, engine: Engine, primary: Engine, clock: Callable[[], float] = monotonic
    ) -> None:
        self._engine = engine
        self._primary = primary
        self._clock = clock
        self._lock = Lock()
        self._near = False
        self._next = -1.0
        self._written: deque[tuple[float, int]] = deque()
        self._number = 0

    def connection(self, wrote: int) -> Connection | None:
        """A connection that shows all that a reader must see; None where the primary must be asked.

        Args:
            wrote: Number of the reader's last change.
        """
        if not self._is_near():
            return None
        try:
            connection = self._engine.connect()
        except NoConnection:
            return None
        except DBAPIError:
            self.rest()
            return None
        if wrote <= self._number:
            return connection
        try:
            self._number = connection.scalar(select(func.max(AuditEntry.number))) or 0
        except DBAPIError:
            self.rest()
            wrote = self._number + 1
        if wrote <= self._number:
            return connection
        connection.close()
        return None

    def rest(self) -> None:
        """Leave it alone for a while: it did not answer."""
        self._near, self._next = False, self._clock() + REST

    def _is_near(self) -> bool:
        # One thread compares; the others go by what was found before.
        if self._clock() >= self._next and self._lock.acquire(blocking=False):
            try:
                self._compare()
            finally:
                self._lock.release()
        return self._near

    def _compare(self) -> None:
        try:
            with self._engine.connect() as connection:
                replayed = connection.scalar(_REPLAYED)
        except (DBAPIError, NoConnection):
            self.rest()
            return
        moment = self._clock()
        written = self._position(moment)
        if replayed is None or written is None:
            # It is no standby, or the primary is down: then what the replica has is all there is.
            self._near = replayed is not None
        else:
            self._near = int(replayed) >= written
        self._next = moment + EVERY

    def _position(self, moment: float) -> int | None:
        """What the replica must have: the newest position that is a moment old, else today's."""
        try:
            with self._primary.connect() as connection:
                now = int(connection.scalar(_WRITTEN) or 0)
        except (DBAPIError, NoConnection):
            return None
        while self._written and moment - self._written[0][0] > NEAR:
            self._written.popleft()
        wanted = next(
            (at for seen, at in reversed(self._written) if moment - seen >= EVERY / 2), now
        )
        self._written.append((moment, now))
        return wanted
