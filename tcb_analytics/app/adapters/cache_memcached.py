"""Answers in Memcached: plain bytes, one maker at a time, and never a long wait.

The library's own backend for this client waits for a silent server for ever, leaves one that
came back alone for a minute, and has who waits for another's answer sleep for nearly a second,
then two, then four. Answers that Memcached finds too large are not kept.
"""

from __future__ import annotations

import json
import time
from typing import Any
from uuid import uuid4

from dogpile.cache.api import NO_VALUE, CacheBackend, CachedValue
from pymemcache.client.hash import HashClient
from pymemcache.exceptions import MemcacheServerError

LOOKED = 0.02
"""Seconds after which who waits for another's answer looks again."""


class PlainBytes:
    """How values lie in Memcached: metadata as JSON, a bar, and the answer."""

    def serialize(self, key: str, value: Any) -> tuple[bytes, int]:
        """A value as bytes; texts are those of locks."""
        if isinstance(value, CachedValue):
            return json.dumps(value.metadata).encode() + b"|" + value.payload, 1
        return str(value).encode(), 0

    def deserialize(self, key: str, value: bytes, flags: int) -> Any:
        """The value of these bytes."""
        if flags != 1:
            return value
        metadata, _, payload = value.partition(b"|")
        return CachedValue(payload, json.loads(metadata))


class MemcachedBackend(CacheBackend):
    """A backend of dogpile.cache.

    Args:
        arguments: ``servers`` as ``host:port``, ``seconds`` that Memcached keeps an answer,
            ``wait`` for a server in seconds, ``longest`` seconds that making an answer takes,
            ``rest`` of a server that failed in seconds.
    """

    def __init__(self, arguments: dict[str, Any]) -> None:
        self._seconds: int = arguments["seconds"]
        self._longest: int = arguments["longest"]
        self._client = HashClient(
            arguments["servers"], serde=PlainBytes(), connect_timeout=arguments["wait"],
            timeout=arguments["wait"], use_pooling=True, ignore_exc=False, default_noreply=False,
            retry_attempts=0, dead_timeout=arguments["rest"],
        )  # fmt: skip

    def get(self, key: str) -> Any:
        """What is kept."""
        found = self._client.get(key)
        return NO_VALUE if found is None else found

    def set(self, key: str, value: Any) -> None:
        """Keep an answer, if it is not too large."""
        try:
            self._client.set(key, value, expire=self._seconds)
        except MemcacheServerError as error:
            if b"too large" not in (error.args or (b"",))[0]:
                raise

    def delete(self, key: str) -> None:
        """Forget an answer."""
        self._client.delete(key)

    def get_mutex(self, key: str) -> Any:
        """The lock of who makes an answer."""
        return _Making(self._client, f"_lock{key}", self._longest)

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()


class _Making:
    """A lock in Memcached, which goes by itself where its holder died."""

    def __init__(self, client: HashClient, key: str, longest: int) -> None:
        self._client, self._key, self._longest = client, key, longest
        self._mine = uuid4().hex

    def acquire(self, wait: bool = True) -> bool:
        """Take it, or wait until it is free."""
        while not self._client.add(self._key, self._mine, expire=self._longest):
            if not wait:
                return False
            time.sleep(LOOKED)
        return True

    def locked(self) -> bool:
        """Whether somebody has it."""
        return self._client.get(self._key) is not None

    def release(self) -> None:
        """Give it back, unless it went to another meanwhile."""
        if self._client.get(self._key) == self._mine.encode():
            self._client.delete(self._key)
