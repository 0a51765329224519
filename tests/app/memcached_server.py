"""A real Memcached on loopback that tests can stop, start again and empty."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from pymemcache.client.base import Client
from pymemcache.exceptions import MemcacheError

from tests.app.local_server import LocalServer
from tests.app.servers import free_port


class MemcachedServer(LocalServer):
    """A Memcached."""

    @property
    def address(self) -> str:
        """Its address."""
        return f"memcached://127.0.0.1:{self.port}"

    def client(self) -> Client:
        """A client of it."""
        return Client(("127.0.0.1", self.port), connect_timeout=5, timeout=5)

    def command(self) -> Sequence[str]:
        """What is run."""
        program = shutil.which("memcached")
        if program is None:
            pytest.skip("no memcached on PATH; on Debian: apt install memcached")
        who = ("-u", "nobody") if os.geteuid() == 0 else ()
        return (program, "-l", "127.0.0.1", "-p", str(self.port), "-U", "0", *who)

    def answers(self) -> bool:
        """Whether it answers."""
        try:
            return bool(self.client().version())
        except (MemcacheError, OSError):
            return False

    def empty(self) -> None:
        """Forget all that it holds."""
        self.client().flush_all()


@contextmanager
def memcached_server() -> Iterator[MemcachedServer]:
    """A running Memcached, stopped at the end."""
    server = MemcachedServer(free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()
