"""What every request goes through: an id, the log's context, headers, the end of its time."""

from __future__ import annotations

import re
import uuid
from time import perf_counter

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
}
YEAR = 31_536_000


def watch_requests(app: Flask, *, secure: bool) -> None:
    """Give each request an id, and each response the headers that browsers are told by."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _ID.fullmatch(given) else str(uuid.uuid4())
        g.began = perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "")
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers.setdefault(
                "Strict-Transport-Security", f"max-age={YEAR}; includeSubDomains"
            )
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        visitor = g.get("visitor")
        log.info(
            "request", method=request.method, route=str(request.url_rule or "-"),
            status=response.status_code, user=visitor.pseudonym if visitor else None,
            ms=round((perf_counter() - g.get("began", perf_counter())) * 1000, 1),
        )  # fmt: skip
        return response
