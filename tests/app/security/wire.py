"""Requests as bytes: what no well-behaved client would send reaches the server as it is."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPResponse

from tests.app.api.pages.marks import Marks

FOREIGN = re.compile(
    r"root:[^\n]*:0:0:|\[tool\.ruff|\[core\]\s|Traceback \(most|sqlite3\.|psycopg\.|"
    r"SQLSTATE|syntax error at|near \"[^\"]*\": syntax"
)
"""What no answer may hold: files of the machine, and what a database says of a broken statement."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    text: str

    @property
    def faults(self) -> list[str]:
        """What an attack achieved; nothing, where all is well."""
        found = []
        if self.status >= 500:
            found.append(f"status {self.status}")
        names = {name.lower() for name in self.headers}
        if "x-evil" in names or "access-control-allow-origin" in names:
            found.append("a header came in")
        if any("evil" in value for value in self.headers.values()):
            found.append("a value of a header came in")
        if found_text := FOREIGN.search(self.text):
            found.append(f"the answer tells {found_text.group()!r}")
        kind = self.headers.get_content_type()
        if kind == "text/html" and Marks(self.text).foreign:
            found.append("the page holds what could run")
        if self.status != 400 and self.headers.get("X-Content-Type-Options") != "nosniff":
            found.append("browsers may guess the type")
        return found


def ask(
    port: int, method: str, target: str, headers: dict[str, str], body: bytes | None = None
) -> Answer:
    """Send a request of which nothing is checked or escaped here."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")
    with socket.create_connection(("127.0.0.1", port), timeout=60) as wire:
        wire.sendall(head + (body or b""))
        response = HTTPResponse(wire, method=method)
        response.begin()
        return Answer(response.status, response.msg, response.read().decode("utf-8", "replace"))
