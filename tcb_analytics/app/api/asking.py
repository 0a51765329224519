"""Who is asking: a token in a header, or a session in a cookie that forms must prove they know.

A cookie is sent by any page that makes the browser ask, so what changes something and comes with
a cookie must carry the session's own token too (CSRF), which no other page can read.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from apiflask import APIBlueprint, APIFlask
from flask import Request, current_app, g, request
from werkzeug.exceptions import UnsupportedMediaType

from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services import accounts
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.refusals import ForbiddenError, UnprovenError

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
SAFE = {"GET", "HEAD", "OPTIONS"}
SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "A token of an account."},
    "session": {"type": "apiKey", "in": "cookie", "name": "__Host-tcb"},
}


def parts() -> Parts:
    """The parts of the application that answers; reads show what the visitor wrote before."""
    found: Parts = current_app.extensions["tcb"]
    who: Visitor | None = g.get("visitor")
    return found.showing(who.wrote) if who is not None and who.wrote else found


def cookie_name() -> str:
    """Name of the session's cookie; the prefix makes browsers insist on https and this host."""
    return "__Host-tcb" if parts().settings.secure_cookies else "tcb"


def csrf_of(secret: str) -> str:
    """The token that forms of a session carry."""
    return hmac.new(secret.encode(), b"csrf", hashlib.sha256).hexdigest()


def visitor() -> Visitor:
    """Who is asking.

    Raises:
        UnprovenError: Nobody, or with a proof that is no longer good.
        ForbiddenError: A change that comes with a cookie does not prove that our page sent it.
    """
    found = optional_visitor()
    if found is None:
        raise UnprovenError(
            "this needs an account",
            remedy="log in, or send the header `Authorization: Bearer TOKEN`",
        )
    return found


def optional_visitor() -> Visitor | None:
    """Who is asking, None for nobody who says.

    Raises:
        UnprovenError: The proof is not good.
        ForbiddenError: As for :func:`visitor`.
    """
    if "visitor" not in g:
        g.visitor = _recognised(request)
    found: Visitor | None = g.visitor
    return found


def _recognised(asked: Request) -> Visitor | None:
    here = parts()
    header = asked.headers.get("Authorization")
    if header is not None:
        scheme, _, secret = header.partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise UnprovenError("the header Authorization must be `Bearer TOKEN`")
        return accounts.recognise(here.begin(), secret.strip(), "token", now=here.now())
    secret = asked.cookies.get(cookie_name(), "")
    if not secret:
        return None
    idle = timedelta(minutes=here.settings.session_idle_minutes)
    found = accounts.recognise(here.begin(), secret, "session", now=here.now(), idle=idle)
    if asked.method not in SAFE and not _ours(asked, secret):
        raise ForbiddenError("this page is out of date; load it again", where="csrf")
    return found


def _ours(asked: Request, secret: str) -> bool:
    given = asked.headers.get("X-CSRF-Token") or asked.form.get("csrf", "")
    return hmac.compare_digest(given.encode(), csrf_of(secret).encode())


def take_json_alone(app: APIFlask) -> None:
    """Refuse bodies of the API that are not called JSON: any other page can send those."""

    @app.before_request
    def check() -> None:
        changes = request.path.startswith("/api/") and request.method not in SAFE
        has_body = request.content_length or "Transfer-Encoding" in request.headers
        if changes and has_body and not request.is_json:
            raise UnsupportedMediaType("send the header `Content-Type: application/json`")


def guarded(
    blueprint: APIBlueprint | APIFlask, role: Role = Role.PLAYER
) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """A route for people who may do what a role may; its document says so."""

    def decorate(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
        @wraps(view)
        def checked(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
            visitor().must_be(role)
            return view(*args, **kwargs)

        # APIFlask's own `doc` forgets what an earlier `doc` said, so this has a key of its own.
        vars(checked).setdefault("_spec", {})["guarded"] = role.value
        return checked

    return decorate
