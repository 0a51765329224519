"""The client: connections that stay open and ask without pause, one process, one thread.

It parses no more of an answer than its status and its length, so that it takes little of the
processor that the server needs too; how much it took is told beside every figure, and
:func:`ceiling` tells how many requests a second it could have asked.
"""

from __future__ import annotations

import asyncio
import os
import threading
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from time import perf_counter, process_time
from typing import cast

_LENGTH = b"\r\nContent-Length: "
_END = b"\r\n\r\n"


def request_of(path: str) -> bytes:
    """What goes over the wire for a path."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n".encode()


@dataclass
class Asked:
    """What came of a turn.

    Attributes:
        seconds: Of every answer, from the request's first byte to the answer's last.
        statuses: How often each came.
        lost: Connections that broke before the answer was whole.
        bytes: Bytes of all answers.
        took: Length of the turn.
        processor: Part of one core that this process took meanwhile.
        load: The machine's load at the end.
    """

    seconds: array[float] = field(default_factory=lambda: array("d"))
    statuses: Counter[int] = field(default_factory=Counter)
    lost: int = 0
    bytes: int = 0
    took: float = 0.0
    processor: float = 0.0
    load: float = 0.0

    @property
    def errors(self) -> int:
        """Everything that was no answer of 200."""
        return self.lost + sum(self.statuses.values()) - self.statuses[200]


class _Connection(asyncio.Protocol):
    """One connection: asks, waits for the whole answer, asks the next."""

    def __init__(self, wanted: Iterator[bytes], asked: Asked, ended: Callable[[], bool]) -> None:
        self._wanted, self._asked, self._ended = wanted, asked, ended
        self._began = 0.0
        self._came = bytearray()
        self._whole = 0
        self.finished = False
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._came += data
        if not self._whole:
            head = self._came.find(_END)
            if head < 0:
                return
            at = self._came.find(_LENGTH, 0, head + 2) + len(_LENGTH)
            length = int(self._came[at : self._came.index(b"\r", at)])
            self._whole = head + len(_END) + length
        if len(self._came) >= self._whole:
            self._answered()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._began:
            self._asked.lost += 1
        if not self.done.done():
            self.done.set_result(None)

    def _answered(self) -> None:
        self._asked.seconds.append(perf_counter() - self._began)
        self._asked.statuses[int(self._came[9:12])] += 1
        self._asked.bytes += self._whole
        self._began, self._whole = 0.0, 0
        self._came.clear()
        self._ask()

    def _ask(self) -> None:
        if self._ended() or (request := next(self._wanted, None)) is None:
            self.finished = True
            self._transport.close()
            return
        self._began = perf_counter()
        self._transport.write(request)


def ask(port: int, requests: Iterable[bytes], connections: int, seconds: float) -> Asked:
    """Ask for some seconds, or until every request was asked once.

    Args:
        port: Where, on loopback.
        requests: What, in order; each connection takes the next.
        connections: How many ask at a time.
        seconds: How long.
    """
    with ThreadPoolExecutor(1) as thread:  # who asks may have a loop already, as notebooks do
        return thread.submit(asyncio.run, _ask(port, requests, connections, seconds)).result()


async def _ask(port: int, requests: Iterable[bytes], connections: int, seconds: float) -> Asked:
    asked, wanted, loop = Asked(), iter(requests), asyncio.get_running_loop()
    until = perf_counter() + seconds

    async def keep_asking() -> None:
        while perf_counter() < until:
            _, connection = await loop.create_connection(
                lambda: _Connection(wanted, asked, lambda: perf_counter() >= until),
                "127.0.0.1", port,
            )  # fmt: skip
            await connection.done
            if connection.finished:
                return

    began, used = perf_counter(), process_time()
    async with asyncio.TaskGroup() as group:
        for _ in range(connections):
            group.create_task(keep_asking())
    asked.took = perf_counter() - began
    asked.processor = (process_time() - used) / asked.took
    asked.load = os.getloadavg()[0]
    return asked


class _Echo(asyncio.Protocol):
    """A server that answers whatever comes with the same bytes."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._transport.write(self._answer)


def ceiling(connections: int, seconds: float, size: int) -> float:
    """Requests a second that the client asks of a process that does nothing but answer.

    Args:
        connections: How many ask at a time.
        seconds: How long.
        size: Bytes of an answer.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        threading.Timer(seconds + 30, lambda: os._exit(1)).start()
        asyncio.run(_echo(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size + b"x" * size,
                          writer))  # fmt: skip
    os.close(writer)
    try:
        port = int(os.read(reader, 16))
        asked = ask(port, repeat(request_of("/")), connections, seconds)
    finally:
        os.close(reader)
        os.kill(child, 9)
        os.waitpid(child, 0)
    return len(asked.seconds) / asked.took


async def _echo(answer: bytes, tell: int) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: _Echo(answer), "127.0.0.1", 0)
    os.write(tell, str(server.sockets[0].getsockname()[1]).encode())
    await server.serve_forever()
