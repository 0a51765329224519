"""Composition: settings become adapters, adapters are handed to services. Nothing is global."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from tcb_analytics.app.adapters.passwords import Argon2Hasher
from tcb_analytics.app.adapters.sql.database import Database
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
        look: Begins one that only reads.
        hasher: Knows passwords.
        now: This moment.
        close: Ends every connection.
    """

    settings: AppSettings
    begin: Callable[[], UnitOfWork]
    look: Callable[[], UnitOfWork]
    hasher: Hasher
    close: Callable[[], None]
    now: Callable[[], datetime] = _now


def compose(settings: AppSettings) -> Parts:
    """The parts that the settings ask for.

    Raises:
        ConfigError: A setting names what cannot be used.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings)
    return Parts(settings, database.begin, database.look, Argon2Hasher(), database.close)
