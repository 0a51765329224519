"""Composition: settings become adapters, adapters are handed to services. Nothing is global."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from tcb_analytics.app.adapters.lake import LakeOnDisk
from tcb_analytics.app.adapters.operation import Operation, operate
from tcb_analytics.app.adapters.passwords import Argon2Hasher
from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.services.lake import LakePort
from tcb_analytics.app.services.ports import Hasher, UnitOfWork
from tcb_analytics.app.settings import AppSettings


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Parts:
    """Everything that the API hands to services.

    Attributes:
        settings: What the operator set.
        begin: Begins a transaction that may write.
        look: Begins one that only reads, and shows changes up to the number it is given.
        hasher: Knows passwords.
        lake: What is known of cards, rules and results.
        now: This moment.
        close: Ends every connection.
        operation: What operators get: checks, figures, spans, reports, flags.
    """

    settings: AppSettings
    begin: Callable[[], UnitOfWork]
    look: Callable[..., UnitOfWork]
    hasher: Hasher
    lake: LakePort
    close: Callable[[], None]
    now: Callable[[], datetime] = _now
    operation: Operation = field(default_factory=Operation)

    def showing(self, wrote: int) -> Parts:
        """The same parts for a reader who must see a change of this number."""
        return replace(self, look=partial(self.look, wrote))


def compose(settings: AppSettings) -> Parts:
    """The parts that the settings ask for.

    Raises:
        ConfigError: A setting names what cannot be used.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings)
    lake = LakeOnDisk(settings)
    operation = operate(settings, database, database.look)

    def close() -> None:
        operation.close()
        lake.close()
        database.close()

    return Parts(
        settings, database.begin, database.look, Argon2Hasher(), lake, close, operation=operation
    )
