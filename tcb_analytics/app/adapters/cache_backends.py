"""From ``TCB_CACHE_URL`` to a region of dogpile.cache: memory, Redis, Memcached or none.

Answers are bytes and stay bytes on the wire: what a shared cache holds is never unpickled.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from dogpile.cache import CacheRegion, make_region, register_backend
from dogpile.cache.backends.redis import RedisBackend as PlainRedis
from redis.backoff import NoBackoff
from redis.retry import Retry

from tcb_analytics.app.adapters.cache_memory import BoundedAnswers
from tcb_analytics.errors import ConfigError

WAIT = 0.25
"""Seconds for which a shared cache is waited for; a slower one is as good as none."""
LONGEST_MAKING = 30
"""Seconds after which another process may make an answer that one is still making."""
REST = 30.0
"""Seconds for which of several servers one that failed is left out, and others keep its answers."""
REDIS, MEMCACHED = "tcb.redis", "tcb.memcached"
register_backend(REDIS, __name__, "RedisBackend")  # type: ignore[no-untyped-call]  # it has no types
register_backend(  # type: ignore[no-untyped-call]  # it has no types
    MEMCACHED, "tcb_analytics.app.adapters.cache_memcached", "MemcachedBackend"
)


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
        return region.configure(REDIS, expiration_time=seconds, arguments=arguments)
    except ValueError as error:
        raise ConfigError(
            "the address of the cache cannot be read", where="TCB_CACHE_URL",
            remedy="write redis://user:password@host:6379/0",
        ) from error  # fmt: skip


def _memcached(address: str, seconds: int) -> CacheRegion:
    servers = [server for server in urlsplit(address).netloc.split(",") if server]
    if not servers or not all(_is_place(server) for server in servers):
        raise ConfigError(
            "the address of the cache cannot be read", where="TCB_CACHE_URL",
            remedy="write memcached://host:11211, or several with commas between",
        )  # fmt: skip
    arguments = {
        "servers": servers, "seconds": 2 * seconds, "wait": WAIT, "longest": LONGEST_MAKING,
        "rest": REST if len(servers) > 1 else 0.0,
    }  # fmt: skip
    return make_region().configure(MEMCACHED, expiration_time=seconds, arguments=arguments)


def _is_place(server: str) -> bool:
    """Whether it is a host, perhaps with a port."""
    try:
        place = urlsplit(f"//{server}")
        return bool(place.hostname) and place.port != 0
    except ValueError:
        return False


class RedisBackend(PlainRedis):
    """The library's backend, in the words of today's Redis: SETEX is deprecated."""

    def set_serialized(self, key: str, value: Any) -> None:
        """Keep an answer."""
        self.writer_client.set(key, value, ex=self.redis_expiration_time or None)

    def close(self) -> None:
        """Let go of connections."""
        self.writer_client.close()


def _same(answer: bytes) -> bytes:
    return answer
