"""From ``TCB_CACHE_URL`` to a region of dogpile.cache: memory, Redis, Memcached or none.

Answers are bytes and stay bytes on the wire: what a shared cache holds is never unpickled.
"""

from __future__ import annotations

import importlib.util
import json
from typing import Any
from urllib.parse import urlsplit

from dogpile.cache import CacheRegion, make_region
from dogpile.cache.api import CachedValue
from redis.backoff import NoBackoff
from redis.retry import Retry

from tcb_analytics.app.adapters.cache_memory import BoundedAnswers
from tcb_analytics.errors import ConfigError

WAIT = 0.25
"""Seconds for which a shared cache is waited for; a slower one is as good as none."""
LONGEST_MAKING = 30
"""Seconds after which another process may make an answer that one is still making."""


def open_region(address: str, seconds: int) -> CacheRegion:
    """A region that keeps answers for so long.

    Raises:
        ConfigError: The address cannot be understood, or its client is not installed.
    """
    scheme = urlsplit(address).scheme if address else "memory"
    if scheme == "null":
        return make_region().configure("dogpile.cache.null")
    if scheme == "memory":
        return make_region().configure(
            "dogpile.cache.memory", expiration_time=seconds,
            arguments={"cache_dict": BoundedAnswers()},
        )  # fmt: skip
    if scheme in ("redis", "rediss", "unix"):
        return _redis(address, seconds)
    if scheme == "memcached":
        return _memcached(address, seconds)
    raise ConfigError(
        f"no such kind of cache: {scheme or 'none named'}; known: redis, rediss, unix, memcached, "
        "null",
        where="TCB_CACHE_URL",
        remedy="write redis://host:6379/0, or unset it for a cache in memory",
    )


def _redis(address: str, seconds: int) -> CacheRegion:
    arguments = {
        "url": address, "socket_timeout": WAIT, "socket_connect_timeout": WAIT,
        "redis_expiration_time": 2 * seconds, "distributed_lock": True, "thread_local_lock": False,
        "lock_timeout": LONGEST_MAKING, "lock_blocking_timeout": LONGEST_MAKING,
        "lock_sleep": 0.02, "connection_kwargs": {"retry": Retry(NoBackoff(), 0)},
    }  # fmt: skip
    region = make_region(serializer=_same, deserializer=_same)
    try:
        return region.configure("dogpile.cache.redis", expiration_time=seconds, arguments=arguments)
    except ValueError as error:
        raise ConfigError(
            "the address of the cache cannot be read", where="TCB_CACHE_URL",
            remedy="write redis://user:password@host:6379/0",
        ) from error  # fmt: skip


def _memcached(address: str, seconds: int) -> CacheRegion:
    if importlib.util.find_spec("pymemcache") is None:
        raise ConfigError(
            "a cache in Memcached needs the package pymemcache", where="TCB_CACHE_URL",
            remedy="pip install pymemcache, or use redis://…",
        )  # fmt: skip
    arguments = {
        "url": [urlsplit(address).netloc], "serde": PlainBytes(), "connect_timeout": WAIT,
        "timeout": WAIT, "distributed_lock": True, "lock_timeout": LONGEST_MAKING,
        "memcached_expire_time": 2 * seconds, "ignore_exc": False,
    }  # fmt: skip
    return make_region().configure(
        "dogpile.cache.pymemcache", expiration_time=seconds, arguments=arguments
    )


class PlainBytes:
    """How values lie in Memcached: metadata as JSON, a bar, and the answer."""

    def serialize(self, key: str, value: Any) -> tuple[bytes, int]:
        """A value as bytes; numbers are those of locks."""
        if isinstance(value, CachedValue):
            return json.dumps(value.metadata).encode() + b"|" + value.payload, 1
        return str(value).encode(), 0

    def deserialize(self, key: str, value: bytes, flags: int) -> Any:
        """The value of these bytes."""
        if flags != 1:
            return value
        metadata, _, payload = value.partition(b"|")
        return CachedValue(payload, json.loads(metadata))


def _same(answer: bytes) -> bytes:
    return answer
