"""A real HTTP listener of a test's own, which keeps what it was sent."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli


@dataclass
class Listener:
    """What came in.

    Attributes:
        port: Where it listens.
        got: Path and body of each request, unpacked.
    """

    port: int = 0
    got: list[tuple[str, bytes]] = field(default_factory=list)

    def wait(self, count: int = 1, seconds: float = 15) -> list[tuple[str, bytes]]:
        """What came, once there is so much of it."""
        until = time.monotonic() + seconds
        while len(self.got) < count and time.monotonic() < until:
            time.sleep(0.05)
        assert len(self.got) >= count
        return list(self.got)


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen on a free port of this machine."""
    kept = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            packed = self.headers.get("Content-Encoding", "")
            body = {"gzip": gzip.decompress, "br": brotli.decompress}.get(packed, bytes)(body)
            kept.got.append((self.path, body))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
