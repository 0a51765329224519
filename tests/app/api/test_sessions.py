"""Sessions in cookies: opened, rotated, proven by forms, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.api.sessions import same_origin
from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.models.accounts import User
from tcb_analytics.app.services.refusals import ForbiddenError
from tests.app.conftest import PASSWORD

HTTPS = {"base_url": "https://localhost"}
WHO = {"name": "Ann Otter", "password": PASSWORD}


@pytest.fixture
def browser(app: APIFlask) -> FlaskClient:
    """A browser whose person has an account and is logged in."""
    client = app.test_client()
    assert client.post("/api/v1/accounts", json=WHO, **HTTPS).status_code == 201
    assert client.post("/api/v1/sessions", json=WHO, **HTTPS).status_code == 201
    return client


def secret(browser: FlaskClient) -> str:
    cookie = browser.get_cookie("__Host-tcb", domain="localhost")
    assert cookie is not None
    return cookie.value


def test_a_cookie_is_for_https_this_host_and_no_script(browser: FlaskClient) -> None:
    set_cookie = browser.post("/api/v1/sessions", json=WHO, **HTTPS).headers["Set-Cookie"]

    assert set_cookie.startswith("__Host-tcb=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(set_cookie.split("; "))
    assert "Domain" not in set_cookie


def test_a_login_ends_the_session_that_was_there(app: APIFlask, browser: FlaskClient) -> None:
    before = secret(browser)
    browser.post("/api/v1/sessions", json=WHO, **HTTPS)
    thief = app.test_client()
    thief.set_cookie("__Host-tcb", before, domain="localhost", secure=True)

    assert secret(browser) != before
    assert browser.get("/api/v1/account", **HTTPS).status_code == 200
    assert thief.get("/api/v1/account", **HTTPS).status_code == 401


def test_changes_with_a_cookie_need_the_token_of_that_session(browser: FlaskClient) -> None:
    opened = browser.post("/api/v1/sessions", json=WHO, **HTTPS)
    for given in (None, "", "x" * 64, "é"):
        headers = {} if given is None else {"X-CSRF-Token": given}
        answer = browser.post("/api/v1/tokens", json={"name": "t"}, headers=headers, **HTTPS)
        assert answer.status_code == 403
    headers = {"X-CSRF-Token": opened.json["csrf"]}
    assert (
        browser.post("/api/v1/tokens", json={"name": "t"}, headers=headers, **HTTPS).status_code
        == 201
    )


def test_a_session_that_was_logged_out_is_gone(browser: FlaskClient) -> None:
    opened = browser.post("/api/v1/sessions", json=WHO, **HTTPS)
    headers = {"X-CSRF-Token": opened.json["csrf"]}

    assert browser.delete("/api/v1/sessions/current", headers=headers, **HTTPS).status_code == 204
    assert browser.get("/api/v1/account", **HTTPS).status_code == 401


def test_another_password_rotates_the_session_and_tells_the_token_of_the_new_one(
    app: APIFlask, browser: FlaskClient
) -> None:
    csrf = browser.post("/api/v1/sessions", json=WHO, **HTTPS).json["csrf"]
    before = secret(browser)
    given = {"old": PASSWORD, "new": "eight loud lanterns"}
    headers = {"X-CSRF-Token": csrf}
    answer = browser.put("/api/v1/account/password", json=given, headers=headers, **HTTPS)

    assert answer.status_code == 204
    assert secret(browser) != before
    assert answer.headers["X-CSRF-Token"] not in ("", csrf)
    new = {"X-CSRF-Token": answer.headers["X-CSRF-Token"]}
    token = browser.post("/api/v1/tokens", json={"name": "t"}, headers=new, **HTTPS)
    assert token.status_code == 201
    thief = app.test_client()
    thief.set_cookie("__Host-tcb", before, domain="localhost", secure=True)
    assert thief.get("/api/v1/account", **HTTPS).status_code == 401


def test_sessions_are_listed_and_ended_with_the_password(
    app: APIFlask, browser: FlaskClient
) -> None:
    other = app.test_client()
    other.post("/api/v1/sessions", json=WHO, **HTTPS)
    third = app.test_client()
    headers = {"X-CSRF-Token": third.post("/api/v1/sessions", json=WHO, **HTTPS).json["csrf"]}
    told = third.get("/api/v1/sessions", **HTTPS).json["items"]
    assert [one["current"] for one in told].count(True) == 1
    assert len(told) == 3
    assert secret(third) not in str(told)

    def end(path: str, password: str) -> int:
        sent = {"json": {"password": password}, "headers": headers}
        return third.delete(f"/api/v1/sessions{path}", **sent, **HTTPS).status_code

    first = next(one["id"] for one in reversed(told) if not one["current"])
    assert end(f"/{first}", "wrong password") == 401
    assert end("/" + "0" * 32, PASSWORD) == 404
    assert end(f"/{first}", PASSWORD) == 204
    assert len(third.get("/api/v1/sessions", **HTTPS).json["items"]) == 2
    assert end("", PASSWORD) == 204
    assert other.get("/api/v1/account", **HTTPS).status_code == 401
    assert third.get("/api/v1/account", **HTTPS).status_code == 200


def test_a_session_that_nobody_uses_ends(parts: Parts, browser: FlaskClient) -> None:
    def later(minutes: int) -> int:
        now = datetime.now(UTC) + timedelta(minutes=minutes)
        asked = create_app(parts=replace(parts, now=lambda: now)).test_client()
        asked.set_cookie("__Host-tcb", secret(browser), domain="localhost", secure=True)
        return asked.get("/api/v1/account", **HTTPS).status_code

    idle = parts.settings.session_idle_minutes
    assert [later(idle - 1), later(2 * idle - 2), later(3 * idle)] == [200, 200, 401]


def test_an_old_short_password_still_lets_in(parts: Parts, app: APIFlask) -> None:
    hashed = parts.hasher.hash("short one")
    with parts.begin() as uow:
        uow.users.add(User(name="Old Heron", folded="old heron", password_hash=hashed))
        uow.commit()
    who = {"name": "Old Heron", "password": "short one"}
    assert app.test_client().post("/api/v1/sessions", json=who, **HTTPS).status_code == 201


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil"}],
)
def test_a_form_that_another_site_sent_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(ForbiddenError):
        same_origin(EnvironBuilder(headers=headers).get_request())


def test_a_form_of_our_own_is_taken() -> None:
    for headers in ({}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}):
        same_origin(EnvironBuilder(headers=headers).get_request())
