"""What every request goes through: an id, the log's context, headers, the end of its time."""

from __future__ import annotations

import re
import uuid
from time import perf_counter

import structlog
from flask import Flask, Response, current_app, g, request

from tcb_analytics.app.api.health import is_ours
from tcb_analytics.app.services.flags import SERVER_TIMING

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
        "frame-ancestors 'none'; object-src 'none'"
    ),
}
YEAR = 31_536_000


def watch_requests(app: Flask, *, secure: bool) -> None:
    """Give each request an id, and each response the headers that browsers are told by."""
    wanted = {**HEADERS, "Cache-Control": "no-store"}
    if secure:
        wanted["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"

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
        has = {name.lower() for name in response.headers.keys()}  # noqa: SIM118 - pairs otherwise
        for name, value in wanted.items():
            if name.lower() not in has:
                response.headers.add(name, value)
        _tell(response)
        return response


def _tell(response: Response) -> None:
    """The one line of a request; for operators' own questions only where all is told."""
    seconds = perf_counter() - g.get("began", perf_counter())
    visitor = g.get("visitor")
    who = visitor.pseudonym if visitor else None
    if current_app.extensions["tcb"].operation.switches.on_for(SERVER_TIMING, who):
        response.headers["Server-Timing"] = f"app;dur={seconds * 1000:.1f}"
    tell = log.debug if is_ours(request.endpoint) else log.info
    known = {"user": who} if who else {}
    tell(
        "request", method=request.method, route=str(request.url_rule or "-"),
        status=response.status_code, ms=round(seconds * 1000, 1), **known,
    )  # fmt: skip
