"""How often one may ask: by address, by account, and far less often where passwords are tried.

Counted in memory, or in Redis where a setting names one, so that several workers count together;
a Redis that is gone is replaced by this process' memory until it is back. Whose address it is,
forwarded headers tell only as far as `TCB_TRUSTED_PROXIES` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus

from apiflask import APIFlask
from flask import Response, request
from flask_limiter import Limit, Limiter
from limits import parse_many
from werkzeug.middleware.proxy_fix import ProxyFix

from tcb_analytics.app.api.asking import optional_visitor
from tcb_analytics.app.api.counting import SCHEME
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


def limit_requests(app: APIFlask) -> Limiter:
    """Refuse who asks too often, with 429 and the seconds to wait.

    Comes after what watches requests, so that refusals have an id and are counted.
    """
    settings = app.extensions["tcb"].settings
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's own way to put a layer round
            app.wsgi_app, x_for=count, x_proto=count
        )
    times = _multiplied(settings.limit_factor)

    @app.after_request
    def only_to_the_refused(response: Response) -> Response:
        if response.status_code < HTTPStatus.BAD_REQUEST:
            response.headers.pop("Retry-After", None)
        return response

    redis = settings.redis_url.get_secret_value()
    limits = [
        Limit(times(BY_ADDRESS), _address, scope="all", shared=True, exempt_when=_is_ours),
        Limit(times(BY_ACCOUNT), _account, scope="all", shared=True, exempt_when=_is_nobody),
        Limit(times(PROVING), _address, scope="proving", shared=True, exempt_when=_is_harmless),
        Limit(times(BY_NAME), _name, scope="name", shared=True, exempt_when=_has_no_name),
    ]
    return Limiter(
        _address, app=app, default_limits=[*limits], headers_enabled=True, key_prefix="tcb",
        retry_after="delta-seconds", strategy="fixed-window", storage_uri=storage_of(redis),
        storage_options=_patience(redis),
    )  # fmt: skip


def storage_of(redis: str) -> str:
    """Where is counted, in the words of the library."""
    if not redis:
        return "memory://"
    known = re.sub(r"^unix://", "redis+unix://", redis)
    return f"{SCHEME}://?address={known}"


def _patience(redis: str) -> dict[str, str | int]:
    """A Redis that hangs must not hold requests up."""
    return {"socket_connect_timeout": 1, "socket_timeout": 1} if redis else {}


def _multiplied(factor: float) -> Callable[[str], str]:
    def times(limits: str) -> str:
        return ";".join(
            f"{max(1, round(item.amount * factor))} per {item.multiples} {item.GRANULARITY.name}"
            for item in parse_many(limits)
        )

    return times


def _address() -> str:
    return f"address:{request.remote_addr or '-'}"


def _account() -> str:
    try:
        found = optional_visitor()
    except RefusedError:
        return ""  # the view refuses it; until then it is counted by address
    return f"account:{found.id}" if found else ""


def _is_ours() -> bool:
    return is_ours(request.endpoint)


def _is_nobody() -> bool:
    return _is_ours() or not _account()


def _is_harmless() -> bool:
    view = (request.endpoint or "").rpartition(".")[2]
    return view not in PROVERS or request.method in ("GET", "HEAD", "OPTIONS")


def _name() -> str:
    """The name that somebody tries to log in with, hashed: names are not kept in counters."""
    given = request.form.get("name")
    if given is None:
        body = request.get_json(silent=True) if request.is_json else None
        given = body.get("name") if isinstance(body, dict) else None
    if not isinstance(given, str) or not given or len(given) > 200:
        return ""
    return f"name:{sha256(folded(given).encode('utf-8', 'replace')).hexdigest()}"


def _has_no_name() -> bool:
    return _is_harmless() or not _name()
