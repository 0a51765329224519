"""A real Memcached on loopback that tests can stop and start again."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from pymemcache.client.base import Client
from pymemcache.exceptions import MemcacheError

from tests.app.servers import free_port


@dataclass
class MemcachedServer:
    """A Memcached."""

    program: str
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Its address; the same when it is started again."""
        return f"memcached://127.0.0.1:{self.port}"

    def client(self) -> Client:
        """A client of it."""
        return Client(("127.0.0.1", self.port), connect_timeout=5, timeout=5)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        who = ["-u", "nobody"] if os.geteuid() == 0 else []
        listening = ["-l", "127.0.0.1", "-p", str(self.port), "-U", "0"]
        self.process = subprocess.Popen([self.program, *listening, *who])
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                self.client().version()
            except (MemcacheError, OSError):
                time.sleep(0.02)
            else:
                return
        raise AssertionError("Memcached does not answer")

    def stop(self) -> None:
        """Kill it; what it held is gone."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def empty(self) -> None:
        """Forget all that it holds."""
        self.client().flush_all()


@contextmanager
def memcached_server() -> Iterator[MemcachedServer]:
    """A running Memcached, stopped at the end."""
    program = shutil.which("memcached")
    if program is None:
        pytest.skip("no memcached on PATH; on Debian: apt install memcached")
    server = MemcachedServer(program, free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()
