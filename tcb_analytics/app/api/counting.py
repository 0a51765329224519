"""Where rate limits are counted when Redis is set: there, and in this process while it is gone.

Flask-Limiter has a fallback of its own, but of several requests that meet a dead Redis at the
same moment it turns only the first away from it, and fails the others.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, ClassVar, TypeVar

import structlog
from limits.storage import MemoryStorage, RedisStorage, Storage
from redis.exceptions import RedisError

SCHEME = "tcb+redis"
LEFT_ALONE = 1.0
"""Seconds for which a Redis that failed is not asked."""
Found = TypeVar("Found")

log = structlog.get_logger()


class RedisOrMemory(Storage):
    """Counters in Redis, replaced by counters of this process while Redis does not answer."""

    STORAGE_SCHEME: ClassVar[list[str] | None] = [SCHEME]  # type: ignore[misc]  # as its base has it

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        address = uri.partition("?address=")[2]
        self._redis = RedisStorage(address, **options)
        self._memory = MemoryStorage()
        self._back_at = float("-inf")

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        """What Redis raises."""
        return RedisError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, and tell the count."""
        return self._ask(lambda storage: storage.incr(key, expiry, amount))

    def get(self, key: str) -> int:
        """The count."""
        return self._ask(lambda storage: storage.get(key))

    def get_expiry(self, key: str) -> float:
        """When the count begins anew, in seconds of the epoch."""
        return self._ask(lambda storage: storage.get_expiry(key))

    def check(self) -> bool:
        """It always counts."""
        return True

    def reset(self) -> int | None:
        """Forget every count."""
        return self._ask(lambda storage: storage.reset())

    def clear(self, key: str) -> None:
        """Forget a count."""
        self._ask(lambda storage: storage.clear(key))

    def _ask(self, question: Callable[[RedisStorage | MemoryStorage], Found]) -> Found:
        if monotonic() >= self._back_at:
            try:
                return question(self._redis)
            except RedisError as error:
                self._back_at = monotonic() + LEFT_ALONE
                log.warning("limits.in_memory", reason=type(error).__name__)
        return question(self._memory)
