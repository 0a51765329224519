"""Where rate limits are counted: in this process, or in Redis, and here while that is gone.

Every request is counted, so counting must cost little: the library's own counters in memory
start a thread for many a request, and its counters in Redis take three questions a request,
where one tells all. Its fallback turns only the first of several requests away from a Redis that
died, and fails the others.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, local
from time import monotonic, time
from typing import Any, ClassVar, TypeVar, cast

import structlog
from limits.storage import RedisStorage, Storage
from redis.exceptions import RedisError

SCHEME = "tcb+redis"
HERE = "tcb+memory"
LEFT_ALONE = 1.0
"""Seconds for which a Redis that failed is not asked."""
SWEPT = 10.0
"""Seconds after which counters that have ended are looked for."""
_COUNT = """
local count = redis.call('INCRBY', KEYS[1], ARGV[2])
if count == tonumber(ARGV[2]) then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}
"""
Found = TypeVar("Found")
Counted = tuple[int, float]
"""A count, and when it begins anew, in seconds of the epoch."""

log = structlog.get_logger()


class Counters(Storage):
    """Counters of this process; those that have ended go."""

    STORAGE_SCHEME: ClassVar[list[str] | None] = [HERE]  # type: ignore[misc]  # as its base has it

    def __init__(
        self, uri: str | None = None, wrap_exceptions: bool = False,
        clock: Callable[[], float] = time, **_: Any,
    ) -> None:  # fmt: skip
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._clock = clock
        self._lock = Lock()
        self._counted: dict[str, Counted] = {}
        self._sweep_at = 0.0

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        """It raises nothing."""
        return ()

    def __len__(self) -> int:
        return len(self._counted)

    def count(self, key: str, expiry: int, amount: int = 1) -> Counted:
        """Count, and tell all."""
        now = self._clock()
        with self._lock:
            if now >= self._sweep_at:
                self._counted = {name: it for name, it in self._counted.items() if it[1] > now}
                self._sweep_at = now + SWEPT
            count, ends = self._counted.get(key, (0, 0.0))
            counted = (count + amount, ends) if ends > now else (amount, now + expiry)
            self._counted[key] = counted
        return counted

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, and tell the count."""
        return self.count(key, expiry, amount)[0]

    def get(self, key: str) -> int:
        """The count."""
        count, ends = self._counted.get(key, (0, 0.0))
        return count if ends > self._clock() else 0

    def get_expiry(self, key: str) -> float:
        """When the count begins anew, in seconds of the epoch."""
        now = self._clock()
        return max(now, self._counted.get(key, (0, now))[1])

    def check(self) -> bool:
        """It always counts."""
        return True

    def reset(self) -> int | None:
        """Forget every count."""
        with self._lock:
            forgotten, self._counted = len(self._counted), {}
        return forgotten

    def clear(self, key: str) -> None:
        """Forget a count."""
        with self._lock:
            self._counted.pop(key, None)


class RedisOrMemory(Storage):
    """Counters in Redis, replaced by counters of this process while Redis does not answer."""

    STORAGE_SCHEME: ClassVar[list[str] | None] = [SCHEME]  # type: ignore[misc]  # as its base has it

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        address = uri.partition("?address=")[2]
        self._redis = RedisStorage(address, **options)
        self._count = self._redis.get_connection().register_script(_COUNT.encode())
        self._memory = Counters()
        self._back_at = float("-inf")
        self._told = local()

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        """What Redis raises."""
        return RedisError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, and tell the count; what a thread counted last, it may ask again for nothing."""
        counted = self._ask(
            lambda redis: self._in_redis(redis.prefixed_key(key), expiry, amount),
            lambda memory: memory.count(key, expiry, amount),
        )
        self._told.last = (key, *counted)
        return counted[0]

    def get(self, key: str) -> int:
        """The count."""
        told = self._last(key)
        if told is not None:
            return told[0]
        return self._ask(lambda redis: redis.get(key), lambda memory: memory.get(key))

    def get_expiry(self, key: str) -> float:
        """When the count begins anew, in seconds of the epoch."""
        told = self._last(key)
        if told is not None:
            return told[1]
        return self._ask(lambda redis: redis.get_expiry(key), lambda memory: memory.get_expiry(key))

    def check(self) -> bool:
        """It always counts."""
        return True

    def reset(self) -> int | None:
        """Forget every count."""
        return self._ask(lambda redis: redis.reset(), lambda memory: memory.reset())

    def clear(self, key: str) -> None:
        """Forget a count."""
        self._ask(lambda redis: redis.clear(key), lambda memory: memory.clear(key))

    def _in_redis(self, key: str, expiry: int, amount: int) -> Counted:
        count, milliseconds = cast("tuple[int, int]", self._count([key], [expiry, amount]))
        return count, time() + max(0, milliseconds) / 1000

    def _last(self, key: str) -> Counted | None:
        """What this thread was told a moment ago, in the same request."""
        last: tuple[str, int, float] | None = getattr(self._told, "last", None)
        return None if last is None or last[0] != key or last[2] <= time() else last[1:]

    def _ask(
        self, redis: Callable[[RedisStorage], Found], memory: Callable[[Counters], Found]
    ) -> Found:
        if monotonic() >= self._back_at:
            try:
                return redis(self._redis)
            except RedisError as error:
                self._back_at = monotonic() + LEFT_ALONE
                log.warning("limits.in_memory", reason=type(error).__name__)
        return memory(self._memory)
