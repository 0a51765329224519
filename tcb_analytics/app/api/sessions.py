"""Sessions in cookies: opened with name and password, and put where no script reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import Request, Response, request

from tcb_analytics.app.api.asking import cookie_name, csrf_of, parts
from tcb_analytics.app.services import accounts
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.refusals import ForbiddenError


@dataclass(frozen=True)
class Kept:
    """A session just opened.

    Attributes:
        visitor: Whose it is.
        secret: What the cookie holds.
        until: When it ends.
    """

    visitor: Visitor
    secret: str
    until: datetime

    @property
    def csrf(self) -> str:
        """The token that changes must carry."""
        return csrf_of(self.secret)

    def put(self, response: Response) -> None:
        """Put the session into a cookie."""
        here = parts()
        response.set_cookie(
            cookie_name(), self.secret, secure=here.settings.secure_cookies, httponly=True,
            samesite="Lax", path="/", max_age=round((self.until - here.now()).total_seconds()),
        )  # fmt: skip


def forget(response: Response) -> Response:
    """Take the session out of the browser, and what it kept of the session's pages."""
    secure = parts().settings.secure_cookies
    if cookie_name() in request.cookies:
        response.delete_cookie(cookie_name(), secure=secure, httponly=True, samesite="Lax")
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def keep_session(name: str, password: str) -> Kept:
    """Log in.

    Raises:
        UnprovenError: Name and password do not belong together.
    """
    here = parts()
    until = here.now() + timedelta(hours=here.settings.session_hours)
    opened = accounts.log_in(
        here.begin(), here.hasher, name, password, until=until, now=here.now(),
        replacing=request.cookies.get(cookie_name()),
    )  # fmt: skip
    who = accounts.recognise(here.begin(), opened.secret, "session", now=here.now())
    return Kept(who, opened.secret, until)


def same_origin(asked: Request) -> None:
    """Refuse forms that another site sent; before a login there is no token that could tell.

    Raises:
        ForbiddenError: The browser says that another site made it ask.
    """
    site = asked.headers.get("Sec-Fetch-Site")
    origin = asked.headers.get("Origin")
    foreign = origin is not None and urlsplit(origin).netloc != asked.host
    if site in ("cross-site", "same-site") or (site is None and foreign):
        raise ForbiddenError("this form was sent by another site", where="origin")
