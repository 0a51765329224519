"""How often one may ask: by address, by account, and far less often where passwords are tried.

Counted in memory, or in Redis where a setting names one, so that several workers count together;
a Redis that is gone is replaced by this process' memory until it is back. Whose address it is,
forwarded headers tell only as far as `TCB_TRUSTED_PROXIES` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from math import ceil
from time import time

from apiflask import APIFlask
from flask import Response, g, request
from limits import RateLimitItem, parse_many
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests
from werkzeug.middleware.proxy_fix import ProxyFix

from tcb_analytics.app.api.asking import optional_visitor
from tcb_analytics.app.api.counting import HERE, SCHEME
from tcb_analytics.app.api.health import is_ours
from tcb_analytics.app.services.accounts import folded
from tcb_analytics.app.services.refusals import RefusedError

BY_ADDRESS = "1200/minute"
BY_ACCOUNT = "600/minute"
PROVING = "10/minute;60/hour"
"""Attempts from one address at what tells whether a password is right, or makes accounts."""
BY_NAME = "30/15 minutes"
"""Attempts at one name from wherever; who is logged in stays so meanwhile."""
PROVERS = {"register", "log_in", "password", "leave", "end_sessions", "end_session"}
"""Views that take a password, by name, wherever they are mounted."""


@dataclass(frozen=True)
class Limit:
    """How often one may ask.

    Attributes:
        scope: What is counted together.
        item: How often.
        whose: Who is counted; nothing where nobody is.
    """

    scope: str
    item: RateLimitItem
    whose: Callable[[], str]


def limit_requests(app: APIFlask) -> None:
    """Refuse who asks too often, with 429 and the seconds to wait.

    Comes after what watches requests, so that refusals have an id and are counted. The first
    limit that is reached refuses; what comes after it is not counted.
    """
    settings = app.extensions["tcb"].settings
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's own way to put a layer round
            app.wsgi_app, x_for=count, x_proto=count
        )
    redis = settings.redis_url.get_secret_value()
    counted = FixedWindowRateLimiter(storage_from_string(storage_of(redis), **_patience(redis)))
    limits = _limits(settings.limit_factor)

    @app.before_request
    def count_request() -> None:
        if request.endpoint is None or is_ours(request.endpoint):
            return
        for limit in limits:
            if not (whose := limit.whose()):
                continue
            allowed = counted.hit(limit.item, "tcb", whose, limit.scope)
            if not allowed or "limit" not in g:
                g.limit = (limit.item, whose, limit.scope)
            if not allowed:
                raise TooManyRequests(str(limit.item))

    @app.after_request
    def tell_limit(response: Response) -> Response:
        if "limit" in g:
            _tell(response, counted)
        return response


def _tell(response: Response, counted: FixedWindowRateLimiter) -> None:
    """Say what is left of the limit that was reached, else of the first."""
    item, whose, scope = g.limit
    ends, left = counted.get_window_stats(item, "tcb", whose, scope)
    response.headers.extend({
        "X-RateLimit-Limit": str(item.amount), "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset": str(ceil(ends)),
    })  # fmt: skip
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = str(max(1, ceil(ends - time())))


def storage_of(redis: str) -> str:
    """Where is counted, in the words of the library."""
    if not redis:
        return f"{HERE}://"
    known = re.sub(r"^unix://", "redis+unix://", redis)
    return f"{SCHEME}://?address={known}"


def _patience(redis: str) -> dict[str, str | int]:
    """A Redis that hangs must not hold requests up."""
    return {"socket_connect_timeout": 1, "socket_timeout": 1} if redis else {}


def _limits(factor: float) -> list[Limit]:
    """Every limit, multiplied; those of a short time come first."""
    found = [
        Limit(scope, type(item)(max(1, round(item.amount * factor)), item.multiples), whose)
        for scope, often, whose in (
            ("all", BY_ADDRESS, _address), ("all", BY_ACCOUNT, _account),
            ("proving", PROVING, _prover), ("name", BY_NAME, _name),
        )
        for item in parse_many(often)
    ]  # fmt: skip
    return sorted(found, key=lambda limit: limit.item)


def _address() -> str:
    return f"address:{request.remote_addr or '-'}"


def _account() -> str:
    try:
        found = optional_visitor()
    except RefusedError:
        return ""  # the view refuses it; until then it is counted by address
    return f"account:{found.id}" if found else ""


def _prover() -> str:
    return "" if _is_harmless() else _address()


def _is_harmless() -> bool:
    view = (request.endpoint or "").rpartition(".")[2]
    return view not in PROVERS or request.method in ("GET", "HEAD", "OPTIONS")


def _name() -> str:
    """The name that somebody tries to log in with, hashed: names are not kept in counters."""
    if _is_harmless():
        return ""
    given = request.form.get("name")
    if given is None:
        body = request.get_json(silent=True) if request.is_json else None
        given = body.get("name") if isinstance(body, dict) else None
    if not isinstance(given, str) or not given or len(given) > 200:
        return ""
    return f"name:{sha256(folded(given).encode('utf-8', 'replace')).hexdigest()}"
