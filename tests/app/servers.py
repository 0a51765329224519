"""Real servers for tests: `tcb serve` on a free port of this machine, killed whatever happens."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@dataclass
class Server:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def get(self, path: str, **headers: str) -> tuple[int, bytes, Mapping[str, str]]:
        """Status, body and headers of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), dict(answer.getheaders())
        finally:
            connection.close()

    def wait(self, seconds: float = 90) -> None:
        """Until it is ready.

        Raises:
            AssertionError: It ended, or is not ready in time.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log.read_text()
            try:
                if self.get("/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        raise AssertionError(self.log.read_text())

    def tell(self, sent: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(sent)


@contextmanager
def serving(
    log: Path, *options: str, environment: Mapping[str, str], ready: bool = True
) -> Iterator[Server]:
    """`tcb serve` with options and settings, in a session of its own."""
    port = free_port()
    command = [sys.executable, "-m", "tcb_analytics", "serve", "--port", str(port), *options]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TCB_")}
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, env={**kept, **environment}, start_new_session=True
        )
    server = Server(process, port, log)
    try:
        if ready:
            server.wait()
        yield server
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


@dataclass
class Crowd:
    """Clients that ask without pause, and count what became of every request they sent."""

    port: int
    path: str
    keep: bool
    clients: int = 8
    answered: int = 0
    lost: list[str] = field(default_factory=list)
    refused: int = 0
    _ending: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def asking(self) -> Iterator[Crowd]:
        """Ask until the block ends."""
        threads = [threading.Thread(target=self._ask) for _ in range(self.clients)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._ending.set()
            for thread in threads:
                thread.join(30)

    def _ask(self) -> None:
        connection: http.client.HTTPConnection | None = None
        while not self._ending.is_set():
            if connection is None:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                try:
                    connection.connect()
                except OSError:
                    with self._lock:
                        self.refused += 1
                    connection = None
                    time.sleep(0.01)
                    continue
            connection = self._once(connection)
        if connection is not None:
            connection.close()

    def _once(self, connection: http.client.HTTPConnection) -> http.client.HTTPConnection | None:
        try:
            connection.request("GET", self.path)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            with self._lock:
                self.lost.append(f"{type(error).__name__}: {error}")
            connection.close()
            return None
        with self._lock:
            if answer.status == 200:
                self.answered += 1
            else:
                self.lost.append(str(answer.status))
        if answer.will_close or not self.keep:
            connection.close()
            return None
        return connection
